using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>What the roll-ups say of one metric of a key outcome: the outcome's window and the one before it, cut into
/// equal parts, so that the window can be slid from one to the other.</summary>
public sealed record OutcomeParts(Period Window, IReadOnlyList<DateOnly> Starts, RollupParts Days, int Reporters, long Version);

/// <summary>Reads the parts of a key outcome's metrics.</summary>
public sealed class OutcomeReader(RollupReader rollups, RollupVersions versions, ReportingCalendar calendar)
{
    public async Task<OutcomeParts> ReadAsync(Outcome outcome, Metric metric, Slice slice, CancellationToken cancellationToken)
    {
        var version = versions.Of(metric.Id);
        var window = Period.Parse(outcome.Window, calendar.Today);
        var starts = Enumerable.Range(-FigurePlan.TrendParts, 2 * FigurePlan.TrendParts + 1)
            .Select(i => window.From.AddDays(i * window.Days / FigurePlan.TrendParts)).ToList();
        var (_, reporters) = await rollups.ReadLatestAsync(metric, slice, cancellationToken);
        var days = await rollups.ReadDaysAsync(metric, slice, starts, cancellationToken);
        return new OutcomeParts(window, starts, days, reporters, version);
    }
}
