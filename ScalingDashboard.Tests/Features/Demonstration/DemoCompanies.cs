using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Catalog.Seed;

namespace ScalingDashboard.Tests.Features.Demonstration;

/// <summary>The shipped demo companies, read once, and their readings rolled up by plain arithmetic that shares nothing
/// with the product's roll-ups.</summary>
internal static class DemoCompanies
{
    public static readonly SeedOptions Files = new();

    public static readonly CatalogFiles Catalog = CatalogFiles.Read(Files);

    public static DemoCompany Read(string company) => DemoFiles.Read(Files, company, Catalog);

    public static DemoHistory History(string company, DateOnly anchor) =>
        new(Read(company), Catalog.Metrics, Catalog.Functions, Catalog.Waves, anchor);

    /// <summary>All readings of the last twelve months up to an instant, by metric.</summary>
    public static ILookup<string, DemoReading> LastYear(DemoHistory history, DateTimeOffset now)
    {
        var first = history.Anchor.AddYears(-1).AddDays(1);
        return Enumerable.Range(0, history.Anchor.DayNumber - first.DayNumber + 1)
            .SelectMany(day => history.Day(first.AddDays(day), DateTimeOffset.MinValue, now)).ToLookup(r => r.Metric.Key);
    }

    /// <summary>The figure of a metric over its readings, from first principles.</summary>
    public static decimal Figure(Metric metric, IEnumerable<DemoReading> readings)
    {
        var its = readings.ToList();
        var latest = its.GroupBy(r => (r.Unit.Code, r.System)).Select(g => g.MaxBy(r => r.At)).ToList();
        return metric.Rollup switch
        {
            RollupRule.Sum => its.Sum(r => r.Value),
            RollupRule.Last => latest.Sum(r => r.Value),
            RollupRule.Ratio => its.Sum(r => r.Value) / its.Sum(r => r.Weight!.Value) * metric.Scale,
            RollupRule.RatioLast => latest.Sum(r => r.Value) / latest.Sum(r => r.Weight!.Value) * metric.Scale,
            RollupRule.Wmean => its.Sum(r => r.Value * r.Weight!.Value) / its.Sum(r => r.Weight!.Value),
            _ => throw new NotSupportedException(metric.Rollup.Code()),
        };
    }
}
