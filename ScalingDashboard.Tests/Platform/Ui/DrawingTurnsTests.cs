using ScalingDashboard.Platform.Ui;

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
    public async Task No_more_draw_at_once_than_there_are_processors()
    {
        var (drawing, most, drawn) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, Woken).Select(_ => _turns.DrawAsync(Draw, CancellationToken.None))).WaitAsync(Patience);
        drawn.ShouldBe(Woken);
        most.ShouldBeInRange(1, Environment.ProcessorCount);

        Task Draw()
        {
            var now = Interlocked.Increment(ref drawing);
            for (var seen = most; now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen; seen = most)
            {
                // Another has counted in between.
            }
            Thread.SpinWait(10_000);
            Interlocked.Increment(ref drawn);
            Interlocked.Decrement(ref drawing);
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
}
