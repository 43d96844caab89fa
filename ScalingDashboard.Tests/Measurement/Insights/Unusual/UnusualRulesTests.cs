using ScalingDashboard.Measurement.Insights.Unusual;

namespace ScalingDashboard.Tests.Measurement.Insights.Unusual;

/// <summary>Series whose truth is known, because the test made it: what is ordinary stays unmarked, what was planted is found.</summary>
[Trait("Ring", "Unit")]
public sealed class UnusualRulesTests
{
    private const int Length = 2 * 365, Seeds = 40, SeedsOfPlanted = 20;
    private static readonly DateOnly First = new(2024, 11, 4);

    public static TheoryData<string> Ordinary => [.. Worlds.Keys];

    private static readonly Dictionary<string, Func<Random, int, double>> Worlds = new()
    {
        ["normal"] = (chance, _) => 100 + Normal(chance, 5),
        ["laplace"] = (chance, _) => 100 - 5 * Math.Sign(chance.NextDouble() - 0.5) * Math.Log(1 - chance.NextDouble()),
        // Student's t with three degrees of freedom: its odd days are far out.
        ["heavy"] = (chance, _) => 100 + 5 * Normal(chance, 1) / Math.Sqrt((Square(chance) + Square(chance) + Square(chance)) / 3),
        ["week"] = (chance, day) => 100 + Week(day) + Normal(chance, 5),
        ["week in proportion"] = (chance, day) => (100 + 2 * Week(day)) * (1 + Normal(chance, 0.05)),
        ["growth"] = (chance, day) => 100 + 1.0 * day + Week(day) + Normal(chance, 5),
        ["fall in proportion"] = (chance, day) => 1000 * Math.Exp(-0.003 * day) * (1 + Normal(chance, 0.05)),
        ["counts"] = (chance, _) => Enumerable.Range(0, 20).Count(_ => chance.NextDouble() < 0.15),
        ["slow waves"] = (chance, day) => 100 + 20 * Math.Sin(day / 58.0) + Normal(chance, 5),
    };

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Ordinary_noise_is_marked_a_few_times_a_year_at_most(string world)
    {
        var marks = Enumerable.Range(0, Seeds).Average(seed => UnusualRules.Of(Series(world, seed), First).Count);
        (marks * 365 / Length).ShouldBeLessThan(3, world);
    }

    [Theory]
    [InlineData("normal", 50)]
    [InlineData("normal", -50)]
    [InlineData("week", 50)]
    [InlineData("week", -50)]
    [InlineData("growth", 50)]
    [InlineData("growth", -50)]
    [InlineData("slow waves", 50)]
    [InlineData("heavy", 150)]
    public void Planted_spikes_and_drops_are_found(string world, double size)
    {
        var found = 0;
        for (var seed = 0; seed < SeedsOfPlanted; seed++)
        {
            var days = Series(world, seed);
            days[500] += (decimal)size;
            found += UnusualRules.Of(days, First).Any(day => day.Day == First.AddDays(500) && day.Value == days[500]) ? 1 : 0;
        }
        found.ShouldBeGreaterThanOrEqualTo((int)(0.9 * SeedsOfPlanted), world);
    }

    [Fact]
    public void A_lasting_step_is_marked_on_its_first_days_and_then_is_what_is_usual()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var days = Series("week", seed);
            for (var day = 400; day < Length; day++)
                days[day] += 60;
            var marked = UnusualRules.Of(days, First).Select(day => day.Day.DayNumber - First.DayNumber).Where(day => day is >= 395 and < 460).ToList();
            marked.ShouldContain(400, $"seed {seed}");
            marked.ShouldAllBe(day => day >= 400 && day < 400 + 7, $"seed {seed}");
        }
    }

    [Fact]
    public void Several_odd_days_do_not_hide_each_other()
    {
        var days = Series("week", 7);
        foreach (var day in new[] { 300, 320, 340, 360, 380 })
            days[day] += 80;
        UnusualRules.Of(days, First).Select(day => day.Day.DayNumber - First.DayNumber).Intersect([300, 320, 340, 360, 380]).Count().ShouldBe(5);
    }

    [Fact]
    public void A_mark_says_what_was_usual_and_how_much_further_off_the_day_is()
    {
        var days = Series("week", 3);
        days[500] = 300;
        var found = UnusualRules.Of(days, First).Single(day => day.Day == First.AddDays(500));
        ((double)found.Expected).ShouldBe(100 + Week(500), 5);
        // Half of normal noise of 5 lies within 3.4.
        found.Times.ShouldBeInRange(0.6 * (300 - 100 - Week(500)) / 3.4, 1.6 * (300 - 100 - Week(500)) / 3.4);
    }

    [Fact]
    public void Days_to_come_neither_bring_nor_take_a_mark()
    {
        var days = Series("heavy", 11);
        days[200] += 200;
        days[201] = null;
        var all = UnusualRules.Of(days, First);
        all.ShouldNotBeEmpty();
        for (var known = 0; known <= Length; known += 13)
            UnusualRules.Of(days[..known], First).ShouldBe(all.Where(day => day.Day < First.AddDays(known)));
    }

    [Fact]
    public void Nothing_is_said_of_the_first_eight_weeks()
    {
        var days = Series("normal", 1);
        for (var day = 40; day < 56; day += 5)
            days[day] = 10_000;
        UnusualRules.Of(days[..56], First).ShouldBeEmpty();
        UnusualRules.Of([], First).ShouldBeEmpty();
        UnusualRules.Of(new decimal?[200], First).ShouldBeEmpty();
    }

    [Fact]
    public void Of_what_stands_still_or_steps_rarely_nothing_is_said()
    {
        var still = Enumerable.Repeat((decimal?)0.1m, Length).ToArray();
        still[500] = 7;
        UnusualRules.Of(still, First).ShouldBeEmpty();
        var chance = new Random(5);
        decimal[] levels = [.. Enumerable.Range(0, 25).Select(_ => (decimal)chance.Next(1000))];
        UnusualRules.Of([.. Enumerable.Range(0, Length).Select(day => (decimal?)levels[day / 30])], First).ShouldBeEmpty("monthly, carried on");
        UnusualRules.Of([.. Enumerable.Range(0, Length).Select(day => day % 30 == 0 ? (decimal?)levels[day / 30] : null)], First).ShouldBeEmpty("monthly, in their days");
        UnusualRules.Of([.. Enumerable.Range(0, Length).Select(day => (decimal?)(day % 7 * 0.1m + 0.1m))], First).ShouldBeEmpty("a week that repeats");
    }

    [Fact]
    public void What_is_reported_once_a_week_is_judged_by_its_weeks()
    {
        var marks = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var days = Series("normal", seed);
            for (var day = 0; day < Length; day++)
                days[day] = day % 7 == 0 ? days[day] : null;
            days[490] += 60;
            var found = UnusualRules.Of(days, First);
            found.ShouldContain(day => day.Day == First.AddDays(490), $"seed {seed}");
            marks += found.Count - 1;
        }
        marks.ShouldBeLessThan(Seeds);
    }

    [Fact]
    public void Days_without_a_value_are_gaps_and_not_zero()
    {
        var days = Series("normal", 2);
        for (var day = 0; day < Length; day++)
            if (day % 7 >= 5 || day is > 300 and < 340)
                days[day] = null;
        days[602] += 60;
        UnusualRules.Of(days, First).ShouldHaveSingleItem().Day.ShouldBe(First.AddDays(602));
    }

    private static decimal?[] Series(string world, int seed)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, Length).Select(day => (decimal?)Worlds[world](chance, day))];
    }

    private static double Week(int day) => (day % 7) switch { 5 => -40, 6 => -45, _ => 10 };

    private static double Square(Random chance) => Math.Pow(Normal(chance, 1), 2);

    /// <summary>By Box and Muller.</summary>
    private static double Normal(Random chance, double deviation) =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
