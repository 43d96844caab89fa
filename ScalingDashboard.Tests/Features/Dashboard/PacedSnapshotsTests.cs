using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>However many screens show a board, it is looked at once for all of them, and they are woken when there is something to see.</summary>
[Trait("Ring", "Unit")]
public sealed class PacedSnapshotsTests
{
    private static readonly DashboardQuery Query = new("12m", SliceFilter.Everything, UnitScope.All);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly FakeClock _clock = new(Samples.Noon);
    private readonly LiveFeed _feed = new();
    private readonly FixedSnapshots _snapshots = new();
    private readonly Waits _passes = new();
    private readonly PacedSnapshots _paced;

    public PacedSnapshotsTests() => _paced = new(_snapshots, _feed, _passes, _clock);

    [Fact]
    public async Task A_board_that_many_watch_is_looked_at_once()
    {
        using var one = _paced.Watch(Query);
        using var other = _paced.Watch(Query);
        var first = await _paced.GetAsync(Query, CancellationToken.None);
        for (var look = 0; look < 20; look++)
            (await _paced.GetAsync(Query, CancellationToken.None)).ShouldBeSameAs(first);
        _snapshots.Asked.Count.ShouldBe(1);
        first.Committed.ShouldBeNull();
    }

    [Fact]
    public async Task Screens_are_woken_by_what_is_to_be_seen_and_told_when_it_was_committed()
    {
        using var watch = _paced.Watch(Query);
        var first = await _paced.GetAsync(Query, CancellationToken.None);
        var woken = 0;
        using var screen = _feed.Subscribe([PacedSnapshots.TopicOf(Query)], () => woken++);

        // A pass that changed nothing here.
        await LookAsync();
        woken.ShouldBe(0);

        _clock.Advance(PanelPace.Rest);
        _passes.Since = Samples.Noon;
        _snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", BoardSamples.Figure() with { Value = 1 });
        await LookAsync();
        await Eventually.TrueAsync(() => woken == 1, Patience);
        var next = await _paced.GetAsync(Query, CancellationToken.None);
        next.ShouldNotBeSameAs(first);
        next.Committed.ShouldBe(Samples.Noon);
    }

    [Fact]
    public async Task What_can_not_be_read_is_told_to_who_asks_and_the_next_look_mends_it()
    {
        using var watch = _paced.Watch(Query);
        await _paced.GetAsync(Query, CancellationToken.None);
        var woken = 0;
        using var screen = _feed.Subscribe([PacedSnapshots.TopicOf(Query)], () => woken++);

        _snapshots.Failure = new InvalidOperationException("on purpose");
        await LookAsync();
        await Eventually.TrueAsync(() => woken == 1, Patience);
        await Should.ThrowAsync<InvalidOperationException>(() => _paced.GetAsync(Query, CancellationToken.None));

        _snapshots.Failure = null;
        await LookAsync();
        await Eventually.TrueAsync(() => woken == 2, Patience);
        await _paced.GetAsync(Query, CancellationToken.None);
    }

    [Fact]
    public async Task Who_leaves_last_ends_the_looking()
    {
        var (one, other) = (_paced.Watch(Query), _paced.Watch(Query));
        await _paced.GetAsync(Query, CancellationToken.None);
        one.Dispose();
        one.Dispose();
        _feed.SubscriberCount.ShouldBe(1);
        other.Dispose();
        _feed.SubscriberCount.ShouldBe(0);
    }

    /// <summary>One look after a pass.</summary>
    private async Task LookAsync()
    {
        while (_snapshots.Counter.TryTake())
        {
            // Those of before.
        }
        _feed.Raise(RollupTopics.Any);
        await _snapshots.Counter.NextAsync(_clock);
    }

    private sealed class Waits : IPassWaits
    {
        public DateTimeOffset? Since { get; set; }

        public long Newest => 0;

        public DateTimeOffset? WaitingSince(long after, long until) => Since;
    }
}
