using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>What the roll-ups say of one metric of a key outcome: the outcome's window and the one before it, cut into
/// parts, so that the window can be slid from one to the other.</summary>
/// <param name="Starts">First days of the parts of both, and the day after the last: an odd number.</param>
public sealed record OutcomeParts(Period Window, IReadOnlyList<DateOnly> Starts, RollupParts Days, int Reporters, long Version);

/// <summary>Reads the parts of a key outcome's metrics.</summary>
public sealed class OutcomeReader(RollupReader rollups, RollupVersions versions, ReportingCalendar calendar)
{
    public async Task<OutcomeParts> ReadAsync(Outcome outcome, Metric metric, Slice slice, CancellationToken cancellationToken)
    {
        var version = versions.Of(metric.Id);
        var window = Period.Parse(outcome.Window, calendar.Today);
        // The window before has as many parts and ends where this one begins.
        List<DateOnly> starts = [.. window.Previous.TrendBounds().SkipLast(1), .. window.TrendBounds()];
        var (_, reporters) = await rollups.ReadLatestAsync(metric, slice, cancellationToken);
        var days = await rollups.ReadDaysAsync(metric, slice, starts, cancellationToken);
        return new OutcomeParts(window, starts, days, reporters, version);
    }
}
