using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Tests.Platform.Language;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Targets;

[Trait("Ring", "Unit")]
public sealed class SpanRequestsTests
{
    private static readonly SpanRequest October = new(new(2026, 10, 1), new(2026, 10, 31), 10, null, null, null);

    [Fact]
    public void Spans_are_kept_in_the_order_of_days()
    {
        var later = October with { From = new(2026, 12, 1), To = new(2026, 12, 31), Limit = 8 };
        SpanRequests.Read(Samples.Metric(), [later, October]).Select(s => (s.From.Month, s.Goal, s.Limit)).ShouldBe([(10, 10m, null), (12, 10m, 8m)]);
    }

    public static TheoryData<SpanRequest?, Direction, string> Wrong => new()
    {
        { null, Direction.Higher, "spans[0].from: must be a day" },
        { October with { To = null }, Direction.Higher, "spans[0].to: must be a day" },
        { October with { To = new(2026, 9, 1) }, Direction.Higher, "spans[0].to: lies before from" },
        { October with { Goal = null }, Direction.Higher, "spans[0].goal: is missing" },
        { October with { Goal = 1e16m }, Direction.Higher, "spans[0].goal: must lie between" },
        { October with { Limit = 11 }, Direction.Higher, "spans[0].limit: lies on the good side" },
        { October with { Limit = 9 }, Direction.Lower, "spans[0].limit: lies on the good side" },
        { October with { Low = 9 }, Direction.Higher, "spans[0].low: only metrics" },
        { October, Direction.Band, "spans[0].low: the metric is good inside a band" },
        { October with { Low = 9, High = 9, Goal = null }, Direction.Band, "spans[0].low: the metric is good inside a band" },
        { October with { Low = 9, High = 10 }, Direction.Band, "spans[0].goal: a band has none" },
        { October, Direction.None, "spans: 'impact.cost_savings.cashable' is context only" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_aimed_at_is_refused_and_named(SpanRequest? span, Direction direction, string reason) =>
        Should.Throw<Invalid>(() => SpanRequests.Read(Samples.Metric() with { Direction = direction }, [span])).Message.ShouldStartWith(reason);

    [Fact]
    public void Spans_over_one_another_are_refused() =>
        Should.Throw<Invalid>(() => SpanRequests.Read(Samples.Metric(), [October with { From = new(2026, 10, 31), To = new(2026, 11, 1) }, October])).Message
            .ShouldStartWith("spans[0].from: 2026-10-31 lies in spans[1], which reaches to 2026-10-31.");

    [Fact]
    public void A_refusal_is_told_in_the_reader_s_language()
    {
        using var reader = Reader.Of("de");
        var refused = Should.Throw<Invalid>(() => SpanRequests.Read(Samples.Metric(), [October with { Goal = null }]));
        refused.Said.Here().ShouldBe("spans[0].goal: fehlt. Senden Sie eine Zahl in USD.");
        refused.Message.ShouldBe("spans[0].goal: is missing. Send a number in USD.");
    }

    [Fact]
    public void Nothing_is_no_target() =>
        Should.Throw<Invalid>(() => SpanRequests.Read(Samples.Metric(), [])).Message.ShouldStartWith("spans: has 0 entries.");
}
