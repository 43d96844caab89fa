namespace ScalingDashboard.Platform.Live;

/// <summary>
/// Turns any number of signals into calls of one action: never two at once, never closer together than the interval,
/// and one more after the last signal, so the final state is always seen.
/// </summary>
public sealed class Throttle : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task> _action;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;
    private readonly Action<Exception> _onError;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Task _loop;

    /// <param name="action">The work; its exceptions go to <paramref name="onError"/> and do not end the loop.</param>
    /// <param name="interval">The least time between the ends of two calls and the next start.</param>
    public Throttle(Func<CancellationToken, Task> action, TimeSpan interval, TimeProvider clock, Action<Exception> onError)
    {
        (_action, _interval, _clock, _onError) = (action, interval, clock, onError);
        // Do not keep the creator's ambient state (culture of a circuit, request scope) alive in the loop.
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(RunAsync);
    }

    /// <summary>Asks for one more call. Returns at once; cheap enough for every reading.</summary>
    public void Signal()
    {
        try
        {
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread signalled in the same moment: the call that is due serves both.
        }
        catch (ObjectDisposedException)
        {
            // A late signal to a listener that has just left.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _signal.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _signal.WaitAsync(_stop.Token);
                try
                {
                    await _action(_stop.Token);
                }
                catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
                {
                    _onError(e);
                }
                if (_interval > TimeSpan.Zero)
                    await Task.Delay(_interval, _clock, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
