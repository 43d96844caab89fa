using ScalingDashboard.Features.DataQuality;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.DataQuality;

[Trait("Ring", "Unit")]
public sealed class FreshnessTableTests
{
    private static readonly Metric Hourly = Samples.Metric() with { Id = 1, Key = "a.hourly", Cadence = Cadence.Hour };
    private static readonly Metric Daily = Samples.Metric() with { Id = 2, Key = "a.daily", Expected = Expectation.Reporters };
    private static readonly IReadOnlyList<BusinessUnit> Units = [.. new[] { "A", "B", "C", "D" }.Select((code, i) => new BusinessUnit(i + 1, code, code, "EMEA", "DE"))];

    [Fact]
    public void Units_are_judged_by_the_metrics_own_cadence_and_the_worst_comes_first()
    {
        var row = Of(Hourly, (1, 0.5), (2, 1.5), (3, 7)).ShouldHaveSingleItem();

        (row.State, row.Expected, row.Reporting).ShouldBe((Freshness.Live, 4, 3));
        row.Behind.Select(b => (b.Unit.Code, b.State)).ShouldBe([("C", Freshness.Stale), ("B", Freshness.Late), ("D", Freshness.None)]);
        row.NeedsAttention.ShouldBeTrue();
        // The same silence is nothing to a daily metric, of which only who reports it is expected.
        var daily = Of(Daily, (1, 0.5), (2, 1.5), (3, 7)).ShouldHaveSingleItem();
        (daily.Expected, daily.Reporting, daily.Behind.Count, daily.NeedsAttention).ShouldBe((3, 3, 0, false));
    }

    [Fact]
    public void A_metric_that_nobody_reports_has_no_data_yet_and_no_unit_behind()
    {
        var row = Of(Hourly).ShouldHaveSingleItem();
        (row.State, row.LastAt, row.Reporting, row.Behind.Count, row.NeedsAttention).ShouldBe((Freshness.None, null, 0, 0, false));
    }

    [Fact]
    public void Stale_metrics_come_before_late_ones_and_these_before_the_silent()
    {
        var hours = new Dictionary<int, double?> { [1] = 10, [2] = 1.5, [3] = null, [4] = 0.1 };
        var metrics = hours.Keys.Select(id => Hourly with { Id = id, Key = $"a.m{id}" });
        var latest = hours.ToDictionary(h => h.Key, h => (IReadOnlyDictionary<int, DateTimeOffset>)(h.Value is { } ago
            ? new Dictionary<int, DateTimeOffset> { [1] = Samples.Noon.AddHours(-ago) } : []));

        FreshnessTable.Of(metrics, Units, latest, Samples.Noon).Select(r => r.State)
            .ShouldBe([Freshness.Stale, Freshness.Late, Freshness.None, Freshness.Live]);
    }

    [Fact]
    public void A_fresh_metric_of_which_a_unit_is_silent_comes_before_those_without_data()
    {
        var latest = new Dictionary<int, IReadOnlyDictionary<int, DateTimeOffset>>
        {
            [1] = new Dictionary<int, DateTimeOffset>(),
            [2] = new Dictionary<int, DateTimeOffset> { [1] = Samples.Noon, [2] = Samples.Noon.AddHours(-9) },
        };

        FreshnessTable.Of([Hourly, Hourly with { Id = 2, Key = "z.last" }], Units, latest, Samples.Noon).Select(r => r.Metric.Id).ShouldBe([2, 1]);
    }

    [Fact]
    public void A_source_goes_by_the_quickest_metric_it_sends()
    {
        var catalog = Samples.Catalog(Hourly, Daily);
        SourceFreshness Of(params int[] metrics) => SourceFreshness.Of(new SourceIntake("s", Samples.Noon.AddHours(-3), metrics, IntakeSpan.Nothing, IntakeSpan.Nothing), catalog, Samples.Noon);

        (Of(1, 2).Cadence, Of(1, 2).State).ShouldBe((Cadence.Hour, Freshness.Stale));
        (Of(2).Cadence, Of(2).State).ShouldBe((Cadence.Day, Freshness.Live));
        (Of().Cadence, Of().State).ShouldBe((null, Freshness.None));
    }

    [Theory]
    [InlineData("?set-aside=refused&fresh=stale&quadrant=risk&metric=risk.kri_breaches&rows=all")]
    [InlineData("?set-aside=all&fresh=none")]
    [InlineData("?fresh=attention&quadrant=impact")]
    [InlineData("")]
    public void An_address_is_read_as_it_is_written(string query)
    {
        var read = QualityUrls.Parse(query);
        QualityUrls.Href(read, "metrics").ShouldBe($"/data-quality{query}#metrics");
    }

    [Fact]
    public void What_an_address_says_that_does_not_exist_is_left_out() =>
        QualityUrls.Parse("?set-aside=nonsense&fresh=rotten&quadrant=x&rows=7").ShouldBe(new QualityQuery());

    private static IReadOnlyList<MetricFreshness> Of(Metric metric, params (int Unit, double HoursAgo)[] said) => FreshnessTable.Of([metric], Units,
        new Dictionary<int, IReadOnlyDictionary<int, DateTimeOffset>> { [metric.Id] = said.ToDictionary(s => s.Unit, s => Samples.Noon.AddHours(-s.HoursAgo)) }, Samples.Noon);
}
