namespace ScalingDashboard.Platform.Ui;

/// <summary>Lets a few pages draw at a time, and the others wait for their turn in order. Hundreds that one change wakes would otherwise
/// stand before everything else that the host has to do: the next reading, the next pass, the answer to a press.</summary>
/// <remarks>Who comes late draws what is newest then, and has nothing to draw for what came in between.</remarks>
public sealed class DrawingTurns : IDisposable
{
    /// <summary>Changes that a page is sent without confirming one; it gets no turn until it does.</summary>
    public const int MostUnconfirmed = 4;

    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);

    /// <summary>Draws in turn. The turn is over when the drawing waits for something.</summary>
    public async Task DrawAsync(Func<Task> draw, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        Task drawing;
        try
        {
            // Behind what else is to be done: a turn that was passed on would be taken before it.
            await Task.Yield();
            drawing = draw();
        }
        finally
        {
            _turns.Release();
        }
        await drawing;
    }

    public void Dispose() => _turns.Dispose();
}
