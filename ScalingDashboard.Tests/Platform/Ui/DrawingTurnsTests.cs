using System.Collections.Concurrent;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Ui;

/// <summary>Hundreds that are woken at once draw a few at a time, and none keeps another waiting for what it waits for.</summary>
[Trait("Ring", "Unit")]
public sealed class DrawingTurnsTests : IDisposable
{
    private const int Woken = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DrawingTurns _turns = new();

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task No_more_draw_at_once_than_there_are_processors_and_all_in_order()
    {
        var (posted, drawn, before) = (new Posted(), new List<int>(), SynchronizationContext.Current);
        List<Task> drawings;
        SynchronizationContext.SetSynchronizationContext(posted);
        try
        {
            drawings = [.. Enumerable.Range(0, Woken).Select(number => _turns.DrawAsync(() => Draw(number), CancellationToken.None))];
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        // Who has a turn is about to draw; nobody else is.
        posted.Count.ShouldBe(Environment.ProcessorCount);
        await Eventually.TrueAsync(() =>
        {
            posted.RunAll();
            return drawings.TrueForAll(drawing => drawing.IsCompletedSuccessfully);
        }, Patience);
        drawn.Order().ShouldBe(Enumerable.Range(0, Woken));
        // Who was called and has not drawn yet is overtaken, and nobody else.
        drawn.Select((number, place) => number - drawn.Take(place).Count(earlier => earlier < number)).Max().ShouldBeLessThan(Environment.ProcessorCount);

        Task Draw(int number)
        {
            drawn.Add(number);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Who_waits_keeps_nobody_waiting()
    {
        var answer = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, Woken).Select(_ => _turns.DrawAsync(() => answer.Task, CancellationToken.None)).ToList();
        await _turns.DrawAsync(() => Task.CompletedTask, CancellationToken.None).WaitAsync(Patience);
        answer.SetResult();
        await Task.WhenAll(waiting).WaitAsync(Patience);
    }

    [Fact]
    public async Task Who_fails_gives_its_turn_back()
    {
        for (var turn = 0; turn <= Environment.ProcessorCount; turn++)
            await Should.ThrowAsync<InvalidOperationException>(() => _turns.DrawAsync(() => throw new InvalidOperationException("on purpose"), CancellationToken.None));
        await _turns.DrawAsync(() => Task.CompletedTask, CancellationToken.None).WaitAsync(Patience);
    }

    /// <summary>Keeps what is to be done until it is run.</summary>
    private sealed class Posted : SynchronizationContext
    {
        private readonly ConcurrentQueue<Action> _waiting = new();

        public int Count => _waiting.Count;

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue(() => d(state));

        public void RunAll()
        {
            while (_waiting.TryDequeue(out var next))
                next();
        }
    }
}
