using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Tests.Measurement.Insights;

/// <summary>Edges of the small formulas; their main cases are the test vectors.</summary>
[Trait("Ring", "Unit")]
public sealed class RiskAndEffectTests
{
    [Fact]
    public void A_level_never_falls_when_a_risk_gets_likelier_or_worse()
    {
        for (var a = 1; a <= RiskMatrix.Steps; a++)
            for (var b = 1; b < RiskMatrix.Steps; b++)
            {
                RiskMatrix.Level(a, b + 1).ShouldBeGreaterThanOrEqualTo(RiskMatrix.Level(a, b));
                RiskMatrix.Level(b + 1, a).ShouldBeGreaterThanOrEqualTo(RiskMatrix.Level(b, a));
            }
        (RiskMatrix.Level(1, 1), RiskMatrix.Level(5, 5)).ShouldBe((0, RiskMatrix.HighestLevel));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 6)]
    public void Steps_outside_1_to_5_are_refused(int likelihood, int impact)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => RiskMatrix.Level(likelihood, impact));
        Should.Throw<ArgumentOutOfRangeException>(() => Residual.Score(likelihood, impact, 0));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void A_share_outside_0_to_1_is_refused(double share)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Residual.Score(1, 1, (decimal)share));
        Should.Throw<ArgumentOutOfRangeException>(() => Effect.AfterHaircut(1, (decimal)share, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Effect.AfterHaircut(1, 1, (decimal)share));
        Should.Throw<ArgumentOutOfRangeException>(() => ErrorBudget.Of((decimal)share, 1, 0));
    }

    [Fact]
    public void A_claim_without_an_answer_is_none() =>
        (Effect.AfterHaircut(10, null, 0.5m), Effect.AfterHaircut(10, 0.5m, null)).ShouldBe((null, null));

    [Fact]
    public void An_objective_of_all_leaves_no_budget_to_use() => ErrorBudget.Of(1, 100, 1).ShouldBe(new ErrorBudget(0.99m, 0, null));

    [Fact]
    public void An_overspent_budget_is_negative() => ErrorBudget.Of(0.9m, 100, 25)!.Value.Left.ShouldBe(-1.5m);

    [Fact]
    public void No_events_use_no_budget_and_prove_no_level() => ErrorBudget.Of(0.9m, 0, 0).ShouldBeNull();

    [Fact]
    public void Stickiness_without_users_or_days_is_unknown()
    {
        List<DayUsers> saturday = [new(new DateOnly(2026, 4, 4), 10)];
        Stickiness.OfCalendarDays([], 300).ShouldBeNull();
        Stickiness.OfCalendarDays(saturday, 0).ShouldBeNull();
        Stickiness.OfWorkdays(saturday, 300, _ => false).ShouldBeNull();
    }

    [Fact]
    public void A_likely_outcome_lies_between_the_others()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ThreePoint.Mean(10, 5, 100));
        Should.Throw<ArgumentOutOfRangeException>(() => ThreePoint.Deviation(10, 101, 100));
        ThreePoint.Deviation(10, 25, 100).ShouldBe(15);
    }
}
