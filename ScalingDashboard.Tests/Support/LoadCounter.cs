using System.Threading.Channels;

namespace ScalingDashboard.Tests.Support;

/// <summary>Counts loads of something live, and waits for the next one while a test's clock moves on.</summary>
internal sealed class LoadCounter
{
    private readonly Channel<bool> _loads = Channel.CreateUnbounded<bool>();

    public void Count() => _loads.Writer.TryWrite(true);

    /// <summary>Whether there was one more; does not wait.</summary>
    public bool TryTake() => _loads.Reader.TryRead(out _);

    /// <summary>Returns when one more load has begun. The clock is moved until a throttle's pause, whenever it began, is over.</summary>
    public async Task NextAsync(FakeClock clock)
    {
        if (!await ComesAsync(clock, attempts: 1000))
            throw new TimeoutException("Nothing was loaded.");
    }

    /// <summary>Whether one more load begins while the clock is moved so many times.</summary>
    public async Task<bool> ComesAsync(FakeClock clock, int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            if (_loads.Reader.TryRead(out _))
                return true;
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(10));
            try
            {
                await _loads.Reader.WaitToReadAsync(soon.Token);
            }
            catch (OperationCanceledException)
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
            }
        }
        return false;
    }
}
