using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

[Trait("Ring", "Unit")]
public sealed class ReadingRulesTests
{
    private static readonly RawReading Good =
        new(3, "impact.cost_savings.cashable", "FIN-DE", "invoice-matching", "2026-11-02T10:00:00Z", "1250.50", "", "");

    [Fact]
    public void A_good_reading_is_resolved()
    {
        Rules().Check(Good, out var reading).ShouldBeNull();
        (reading.MetricId, reading.UnitId, reading.SystemId, reading.Value, reading.Weight, reading.EventKey).ShouldBe((1, 1, 1, 1250.50m, null, ""));
    }

    public static TheoryData<string, string?, string?, string?, string?, string?, string?> Bad => new()
    {
        { "unknown-metric", "no.such", "FIN-DE", null, "2026-11-02T10:00:00Z", "1", null },
        { "unknown-unit", Good.Metric, "FIN-XX", null, "2026-11-02T10:00:00Z", "1", null },
        { "unknown-system", Good.Metric, "FIN-DE", "no-such", "2026-11-02T10:00:00Z", "1", null },
        { "bad-time", Good.Metric, "FIN-DE", null, "yesterday", "1", null },
        { "future-time", Good.Metric, "FIN-DE", null, "2026-11-22T12:11:00Z", "1", null },
        { "too-old", Good.Metric, "FIN-DE", null, "1970-01-01T00:00:00Z", "1", null },
        { "bad-value", Good.Metric, "FIN-DE", null, "2026-11-02T10:00:00Z", "NaN", null },
        { "value-out-of-range", Good.Metric, "FIN-DE", null, "2026-11-02T10:00:00Z", "1e17", null },
        { "bad-weight", Good.Metric, "FIN-DE", null, "2026-11-02T10:00:00Z", "1", "-1" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_reading_is_refused_by_name(string code, string? metric, string? unit, string? system, string? at, string? value, string? weight)
    {
        var error = Rules().Check(new RawReading(7, metric, unit, system, at, value, weight, null), out _);
        error.ShouldNotBeNull();
        (error.Index, error.Code).ShouldBe((7, code));
    }

    [Fact]
    public void Ten_minutes_ahead_is_still_accepted() =>
        Rules().Check(Good with { At = "2026-11-22T12:10:00Z" }, out _).ShouldBeNull();

    [Theory]
    [InlineData(RollupRule.Ratio)]
    [InlineData(RollupRule.RatioLast)]
    [InlineData(RollupRule.Wmean)]
    public void A_ratio_without_its_denominator_is_refused(RollupRule rule) =>
        new ReadingRules(Samples.Catalog(Samples.Metric(rule)), UnitScope.All, Samples.Calendar, Samples.Noon).Check(Good, out _)!.Code.ShouldBe("missing-weight");

    [Fact]
    public void A_unit_outside_the_senders_own_looks_like_one_that_does_not_exist()
    {
        var rules = new ReadingRules(Samples.Catalog(), UnitScope.Of(["FIN-XX"]), Samples.Calendar, Samples.Noon);
        rules.Check(Good, out _)!.Code.ShouldBe("unknown-unit");
    }

    [Fact]
    public void A_senders_text_is_shown_without_its_control_characters() =>
        Rules().Check(Good with { Unit = "\u001b[31m\r\nx" }, out _)!.Message.ShouldNotContain('\u001b');

    private static ReadingRules Rules() => new(Samples.Catalog(), UnitScope.All, Samples.Calendar, Samples.Noon);
}
