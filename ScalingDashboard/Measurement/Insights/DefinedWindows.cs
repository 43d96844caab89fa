using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Windows of days by one definition of a metric: what lies before a break of the definition is left out.</summary>
internal static class DefinedWindows
{
    /// <summary>The part of a window from a day on; null when nothing of it is left.</summary>
    public static Window? Since(this Window window, DateOnly? since) => since is not { } day || window.CarryFrom >= day ? window
        : window.To < day ? null
        : new Window(Later(window.CarryFrom, day), Later(window.From, day), window.To);

    /// <summary>The totals of windows, in their order; of a window of which nothing is left it is unknown.</summary>
    /// <param name="metric">As defined on the last day of the windows.</param>
    /// <param name="since">The first day that counts; null is all days.</param>
    public static async Task<IReadOnlyList<Total>> ReadDefinedAsync(
        this RollupReader rollups, Metric metric, DateOnly? since, Slice slice, long pass, IEnumerable<Window?> windows, CancellationToken cancellationToken)
    {
        var left = windows.Select(w => w?.Since(since)).ToList();
        var totals = await rollups.ReadDaysAsync(metric, slice, pass, [.. left.OfType<Window>()], cancellationToken);
        var next = 0;
        return [.. left.Select(w => w is null ? default : totals[next++])];
    }

    /// <summary>The later of two days that may be missing.</summary>
    public static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null || b > a ? b ?? a : a;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
