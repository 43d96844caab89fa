using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>What the roll-ups say of one metric of a key outcome: the outcome's window as it stood at the end of each of
/// its own parts.</summary>
/// <param name="Metric">As defined at the end of the window.</param>
/// <param name="Starts">First days of the window's parts, and the day after the last.</param>
/// <param name="Totals">For each part the total of a whole window that ends with it.</param>
public sealed record OutcomeParts(Metric Metric, Period Window, IReadOnlyList<DateOnly> Starts, IReadOnlyList<Total> Totals, int Reporters, long Version);

/// <summary>Reads the parts of a key outcome's metrics.</summary>
public sealed class OutcomeReader(RollupReader rollups, ReportingCalendar calendar)
{
    /// <param name="known">As known then.</param>
    /// <param name="version">The version of the metric's roll-ups at that moment.</param>
    public async Task<OutcomeParts> ReadAsync(Outcome outcome, Metric metric, Slice slice, Knowledge known, long version, CancellationToken cancellationToken)
    {
        var window = Period.Parse(outcome.Window, calendar.DayOf(known.At), calendar.Fiscal);
        // The window before has as many parts and ends where this one begins.
        var before = window.Previous.TrendBounds();
        var starts = window.TrendBounds();
        var firsts = before.Skip(1).SkipLast(1).Append(window.From);
        var (defined, last) = (metric.On(window.To), starts[^1].AddDays(-1));
        var since = defined.UnbrokenSince();
        // A window before a break, or across it, is no point of the same line; only the figure of today is a part.
        var windows = firsts.Zip(starts.Skip(1), (from, next) => new Window(from, from, next.AddDays(-1)))
            .Select(w => w.From < since && w.To < last && !defined.Rollup.IsLevel() ? (Window?)null : w);
        var (_, reporters) = await rollups.ReadLatestAsync(defined, slice, known.Pass, cancellationToken);
        var totals = await rollups.ReadDefinedAsync(defined, since, slice, known.Pass, windows, cancellationToken);
        return new OutcomeParts(defined, window, starts, totals, reporters, version);
    }
}
