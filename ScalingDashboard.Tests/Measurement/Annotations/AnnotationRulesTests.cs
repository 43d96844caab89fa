using System.ComponentModel.DataAnnotations;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Annotations;

[Trait("Ring", "Unit")]
public sealed class AnnotationRulesTests
{
    [Fact]
    public void Text_is_trimmed_and_whatever_language_and_picture_it_has_is_kept()
    {
        AnnotationRules.Text("  Neue Preise ab heute 🚀 ").ShouldBe("Neue Preise ab heute 🚀");
        AnnotationRules.Text(new string('x', 500)).Length.ShouldBe(500);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    [InlineData("bell\u0007")]
    public void Text_that_cannot_be_kept_is_refused_by_name(string? text)
    {
        var refusal = Should.Throw<Invalid>(() => AnnotationRules.Text(text));
        (refusal.Status, refusal.Message[..5]).ShouldBe((422, "text:"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Should.Throw<Invalid>(() => AnnotationRules.Text($"half {'\ud83d'} a pair")).Status.ShouldBe(422);

    [Theory]
    [InlineData(null)]
    [InlineData("2026-02-29")]
    [InlineData("02.11.2026")]
    [InlineData("1999-12-31")]
    [InlineData("2200-01-01")]
    public void A_day_that_is_none_is_refused_by_name(string? text)
    {
        var refusal = Should.Throw<Invalid>(() => AnnotationRules.Day(text));
        (refusal.Status, refusal.Message[..4]).ShouldBe((422, "day:"));
    }

    [Fact]
    public void Only_who_sees_all_units_writes_for_all()
    {
        AnnotationRules.Unit(null, Samples.Catalog(), UnitScope.All).ShouldBeNull();
        Should.Throw<Refused>(() => AnnotationRules.Unit(null, Samples.Catalog(), UnitScope.Of(["FIN-DE"])));
        AnnotationRules.Unit("FIN-DE", Samples.Catalog(), UnitScope.Of(["FIN-DE"]))!.Code.ShouldBe("FIN-DE");
        // One that is not seen is refused as one that does not exist.
        Should.Throw<Invalid>(() => AnnotationRules.Unit("FIN-US", Samples.Catalog(), UnitScope.Of(["FIN-DE"]))).Message
            .ShouldBe(Should.Throw<Invalid>(() => AnnotationRules.Unit("FIN-XX", Samples.Catalog(), UnitScope.All)).Message.Replace("FIN-XX", "FIN-US", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wave_is_marked_on_the_day_after_its_last_week_within_the_days_asked_for()
    {
        var catalog = Samples.Catalog();
        var query = new AnnotationQuery(catalog.Metrics[0], catalog.Resolve(SliceFilter.Everything, UnitScope.All), new(2026, 3, 2), new(2026, 4, 26), catalog, new Knowledge(0, Samples.Noon));
        var mark = WaveMarks.Of(query, new DateOnly(2026, 1, 5), Samples.Calendar).ShouldHaveSingleItem();
        (mark.Day, mark.Text, mark.Kind, mark.Id, mark.Metric, mark.Unit).ShouldBe((new DateOnly(2026, 3, 2), "Wave 1 is live by plan: Core business functions", "wave", 0, null, null));
        WaveMarks.Of(query with { To = new(2026, 4, 27) }, new DateOnly(2026, 1, 5), Samples.Calendar).Count.ShouldBe(2);
    }

    [Fact]
    public void A_roll_out_starts_on_a_day_that_can_have_readings_or_on_none()
    {
        new RolloutOptions().Validate(new ValidationContext(this)).ShouldBeEmpty();
        new RolloutOptions { StartsOn = new(1999, 1, 1) }.Validate(new ValidationContext(this)).ShouldHaveSingleItem().ErrorMessage!.ShouldStartWith("Rollout:StartsOn");
    }
}
