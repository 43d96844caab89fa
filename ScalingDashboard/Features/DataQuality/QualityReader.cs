using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>Reads what the page shows, within the reader's units.</summary>
internal sealed class QualityReader(QuarantineReader quarantine, IntakeReader intake, LatestByUnit latest, MetricCatalog catalog, ReportingCalendar calendar, TimeProvider clock)
{
    /// <summary>More at once nobody decides about; the next ones come up as these are decided.</summary>
    public const int MostReadings = 100;

    public async Task<QualityView> ReadAsync(QualityQuery query, UnitScope scope, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var metrics = current.Metrics.Select(m => m.On(calendar.Today)).Where(m => m.Derived is null).ToList();
        var units = current.Units.Where(u => scope.Includes(u.Code)).ToList();
        var page = await quarantine.ReadAsync(scope, query.State, 0, MostReadings, cancellationToken);
        var reported = await latest.ReadAsync(metrics, cancellationToken);
        var sources = scope.IsAll ? await intake.ReadAsync(cancellationToken) : null;
        var now = clock.GetUtcNow();
        var judged = sources?.Select(s => SourceFreshness.Of(s, current, now))
            .OrderByDescending(s => s.State).ThenBy(s => s.Source.Name, StringComparer.Ordinal).ToList();
        return new QualityView(page, judged, FreshnessTable.Of(metrics, units, reported, now), units.Count) { JudgedAt = now };
    }
}
