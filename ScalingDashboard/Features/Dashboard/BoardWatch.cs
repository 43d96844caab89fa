using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Looks at one board for all screens that show it, after each roll-up, and wakes them when they have something to see.</summary>
internal sealed class BoardWatch : IAsyncDisposable
{
    /// <summary>Between two looks.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Func<CancellationToken, Task<PacedSnapshot>> _look;
    private readonly Topic _topic;
    private readonly LiveFeed _feed;
    private readonly IPassWaits _passes;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Throttle _throttle;
    private readonly Subscription _subscription;

    // What the last look brought; null before the first and after one that failed.
    private volatile PacedSnapshot? _seen;

    // The last pass that was looked at; the first picture is no change.
    private long _looked = long.MaxValue;
    private int _watchers;

    public BoardWatch(Func<CancellationToken, Task<PacedSnapshot>> look, Topic topic, LiveFeed feed, IPassWaits passes, TimeProvider clock)
    {
        (_look, _topic, _feed, _passes) = (look, topic, feed, passes);
        _throttle = new(LookAsync, Interval, clock, _ => Failed());
        _subscription = feed.Subscribe([RollupTopics.Any], _throttle.Signal);
        _throttle.Signal();
    }

    /// <summary>One more who watches, until the answer is disposed.</summary>
    public IDisposable Enter(Action leave)
    {
        _watchers++;
        return new Watcher(leave);
    }

    /// <summary>One less.</summary>
    /// <returns>True when it was the last.</returns>
    public bool Leave() => --_watchers == 0;

    public ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        return _throttle.DisposeAsync();
    }

    /// <summary>What is to be seen; waits for the first look, and is null when the last one failed.</summary>
    public async Task<PacedSnapshot?> SeenAsync(CancellationToken cancellationToken)
    {
        await _first.Task.WaitAsync(cancellationToken);
        return _seen;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var looked = Interlocked.Exchange(ref _looked, _passes.Newest);
        var next = await _look(cancellationToken);
        if (next.HoldsBack)
            _throttle.Signal();
        if (ReferenceEquals(next.Snapshot, _seen?.Snapshot))
            return;
        _seen = next with { Committed = _passes.WaitingSince(looked, next.Snapshot.Version) };
        Wake();
    }

    /// <summary>Whoever is woken asks, and finds out what is the matter.</summary>
    private void Failed()
    {
        _seen = null;
        Wake();
    }

    private void Wake()
    {
        _feed.Raise(_topic);
        _first.TrySetResult();
    }

    private sealed class Watcher(Action leave) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                leave();
        }
    }
}
