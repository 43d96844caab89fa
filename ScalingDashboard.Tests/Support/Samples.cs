using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Tests.Support;

/// <summary>Small valid things to start from; a test changes the one property it is about.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Days of UTC; today is that of <see cref="Noon"/>.</summary>
    public static readonly ReportingCalendar Calendar = new(Options.Create(new ReportingOptions()), new FakeClock(Noon));

    public static Metric Metric(RollupRule rollup = RollupRule.Sum) => new()
    {
        Id = 1,
        Key = "impact.cost_savings.cashable",
        Name = "Cashable savings",
        Panel = "impact.savings",
        Rank = 1,
        Formula = "Unit cost before minus now, times volume",
        Unit = "USD",
        Direction = Direction.Higher,
        Rollup = rollup,
        Cadence = Cadence.Day,
        Expected = Expectation.AllUnits,
        Owner = "Finance office",
        Guard = "Error rate",
    };

    public static CatalogSnapshot Catalog(params Metric[] metrics) => new(
        metrics.Length == 0 ? [Metric()] : metrics,
        [new(1, "FIN-DE", "Finance Germany", "EMEA", "DE"), new(2, "FIN-US", "Finance USA", "AMER", "US")],
        [new(1, "invoice-matching", "Invoice matching", "finance", "FIN-DE"), new(2, "lead-scoring", "Lead scoring", "sales", null)],
        [new("finance", "Finance and accounting", 1), new("sales", "Sales and marketing", 2)],
        [new(1, "Core business functions", 1, 8), new(2, "Customer-facing functions", 9, 16)],
        [], []);
}
