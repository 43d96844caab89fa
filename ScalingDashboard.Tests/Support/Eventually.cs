namespace ScalingDashboard.Tests.Support;

/// <summary>Waiting for what nobody announces: another process, a file, a count. Where there is something to listen to,
/// listen to it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, TimeSpan patience) => TrueAsync(() => Task.FromResult(condition()), patience);

    /// <exception cref="TimeoutException">The patience is at an end.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan patience)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
                throw new TimeoutException($"Not within {patience.TotalSeconds:0} s.");
            await Task.Delay(Look, TimeProvider.System);
        }
    }
}
