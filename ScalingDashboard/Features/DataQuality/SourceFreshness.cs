using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>A sender and how fresh it is, against the rhythm of the quickest metric that it sends.</summary>
/// <param name="Cadence">Null as long as nothing is known of what it sends.</param>
public sealed record SourceFreshness(SourceIntake Source, Cadence? Cadence, Freshness State)
{
    /// <summary>A lead beyond this is a clock that is wrong, not one that is a little ahead.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    /// <summary>What is rejected because its clock is far ahead.</summary>
    private const string FutureTime = "future-time";

    public bool ClockIsAhead => Source.Week.Ahead > Noticeable;

    /// <summary>Readings of the week that were rejected because they lay in the future.</summary>
    public long FromTheFuture => Source.Week.Rejected.FirstOrDefault(r => r.Code == FutureTime)?.Readings ?? 0;

    public static SourceFreshness Of(SourceIntake source, CatalogSnapshot catalog, DateTimeOffset now)
    {
        Cadence? cadence = source.MetricIds.Select(catalog.FindMetric).OfType<Metric>().Select(m => (Cadence?)m.Cadence).Min();
        return new(source, cadence, cadence is { } rhythm ? FreshnessRules.Of(source.LastSeen, rhythm, now) : Freshness.None);
    }
}
