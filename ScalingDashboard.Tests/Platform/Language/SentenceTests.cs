using System.Globalization;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>What is computed once is said to each reader in the reader's language.</summary>
[Trait("Ring", "Unit")]
public sealed class SentenceTests
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de");

    [Fact]
    public void A_reason_is_told_in_both_languages()
    {
        var target = new PeriodTarget(1_000, 900) { Words = new Sentence(TargetsTexts.ResourceManager, nameof(TargetsTexts.SetFor), Spoken.Day(new(2026, 10, 1)), Spoken.Day(new(2026, 10, 31))) };
        var (_, reason) = TargetRules.Judge(Samples.Metric(), 955.5m, target, complete: true, 1, 1);
        reason.ToString().ShouldBe("95.6\u202F% of target, rule: on track from $1,000, at risk from $900; set for 1 Oct 2026 to 31 Oct 2026");
        reason.In(German).ShouldBe("95,6\u202F% vom Ziel, Regel: im Plan ab 1.000\u202F$, gefährdet ab 900\u202F$; gesetzt für 1. Okt. 2026 bis 31. Okt. 2026");
    }

    [Fact]
    public void English_does_not_follow_the_reader()
    {
        using var reader = Reader.Of("de");
        var (_, reason) = TargetRules.Judge(Samples.Metric(), 955.5m, new PeriodTarget(1_000, 900), complete: true, 1, 1);
        reason.ToString().ShouldStartWith("95.6\u202F% of target, rule: on track from $1,000");
        reason.Here().ShouldStartWith("95,6\u202F% vom Ziel");
        Formatting.Value(12_345, "USD", Formatting.English).ShouldBe($"$12.3{Formatting.Thin}k");
    }

    [Fact]
    public void What_a_person_wrote_is_the_same_in_every_language() => Sentence.FromString("New {price} list").In(German).ShouldBe("New {price} list");

    [Fact]
    public void Sentences_that_say_the_same_are_equal()
    {
        static Sentence Say(decimal amount) => new(InsightsTexts.ResourceManager, nameof(InsightsTexts.RuleBand), Spoken.Amount(amount, "h"), 2);
        Say(1).ShouldBe(Say(1.0m));
        Say(1).GetHashCode().ShouldBe(Say(1.0m).GetHashCode());
        Say(1).ShouldNotBe(Say(3));
        Sentence.None.IsEmpty.ShouldBeTrue();
        Sentence.FromString("").ShouldBe(Sentence.None);
    }
}
