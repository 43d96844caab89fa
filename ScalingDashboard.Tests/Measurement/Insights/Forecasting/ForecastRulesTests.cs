using ScalingDashboard.Measurement.Insights.Forecasting;

namespace ScalingDashboard.Tests.Measurement.Insights.Forecasting;

/// <summary>Forecasts of series whose truth is known, because the test made it.</summary>
[Trait("Ring", "Unit")]
public sealed class ForecastRulesTests
{
    private const int Days = 28, Seeds = 40;
    private static readonly DateOnly Next = new(2026, 11, 2);

    public static TheoryData<string> Truths => [.. Worlds.Keys];

    private static readonly Dictionary<string, Func<Random, int, double>> Worlds = new()
    {
        ["level"] = (chance, _) => 100 + Noise(chance, 5),
        ["week"] = (chance, day) => 100 + Week(day) + Noise(chance, 5),
        ["growth"] = (chance, day) => 100 + 0.5 * day + Week(day) + Noise(chance, 5),
        ["odd days"] = (chance, day) => 100 + 0.5 * day + Week(day) + Noise(chance, 5) + (chance.NextDouble() < 0.04 ? 400 : 0),
    };

    [Theory]
    [MemberData(nameof(Truths))]
    public void Forecast_of_a_known_truth_loses_to_neither_naive_method(string world)
    {
        var (product, naive, seasonal) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (history, truth) = Series(world, seed, 200);
            var said = ForecastRules.Of(history, Next, Days).Forecast!;
            product += Errors(truth, day => said.Points[day].Value).Average();
            naive += Errors(truth, _ => (double)history[^1]!.Value).Average();
            seasonal += Errors(truth, day => (double)history[history.Length - 7 + day % 7]!.Value).Average();
        }
        product.ShouldBeLessThan(Math.Min(naive, seasonal));
    }

    [Theory]
    [InlineData("level")]
    [InlineData("week")]
    [InlineData("growth")]
    public void Interval_holds_what_comes_in_about_eight_of_ten_cases(string world)
    {
        var inside = new List<bool>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (history, truth) = Series(world, seed, 200);
            var said = ForecastRules.Of(history, Next, Days).Forecast!;
            inside.AddRange(truth.Select((came, day) => came >= said.Points[day].Low && came <= said.Points[day].High));
        }
        inside.Average(hit => hit ? 1.0 : 0).ShouldBeInRange(0.7, 0.9);
    }

    [Fact]
    public void Forecast_of_a_week_that_repeats_is_that_week()
    {
        var history = Enumerable.Range(0, 140).Select(day => (decimal?)(100 + day % 7)).ToArray();
        var forecast = ForecastRules.Of(history, Next, 14).Forecast!;
        forecast.Points.Select(p => p.Value).ShouldBe(Enumerable.Range(140, 14).Select(day => 100.0 + day % 7), 1e-9);
        forecast.Error.ShouldBe(0, 1e-9);
        forecast.Method.ShouldBe(ForecastMethods.SeasonalNaive.Name);
        forecast.Points[0].Day.ShouldBe(Next);
    }

    [Fact]
    public void Simplest_of_equally_good_methods_is_chosen()
    {
        var history = Enumerable.Repeat((decimal?)7, 100).ToArray();
        ForecastRules.Of(history, Next, 7).Forecast!.Method.ShouldBe(ForecastMethods.Naive.Name);
    }

    [Fact]
    public void What_was_never_below_zero_is_not_expected_there()
    {
        var chance = new Random(7);
        decimal?[] rare = [.. Enumerable.Range(0, 200).Select(_ => (decimal?)(chance.NextDouble() < 0.2 ? chance.Next(1, 5) : 0))];
        ForecastRules.Of(rare, Next, Days).Forecast!.Points.ShouldAllBe(p => p.Low >= 0 && p.Value >= 0);
        ForecastRules.Of([.. rare.Select(value => value - 1)], Next, Days).Forecast!.Points.ShouldContain(p => p.Low < 0);
    }

    [Fact]
    public void Days_without_a_value_are_gaps_and_not_zero()
    {
        // Nothing on weekends, as in many companies.
        var history = Enumerable.Range(0, 140).Select(day => day % 7 < 5 ? (decimal?)(50 + day % 7) : null).ToArray();
        var forecast = ForecastRules.Of(history, Next, 7).Forecast!;
        forecast.Points.Count.ShouldBe(7);
        forecast.Points.Take(5).Select(p => p.Value).ShouldBe([50, 51, 52, 53, 54], 1e-9);
    }

    [Fact]
    public void Days_that_were_not_reported_yet_are_passed_over()
    {
        var history = Enumerable.Range(0, 140).Select(day => day < 138 ? (decimal?)(100 + day % 7) : null).ToArray();
        ForecastRules.Of(history, Next, 3).Forecast!.Points.Select(p => p.Value).ShouldBe([100, 101, 102], 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ForecastRules.Least - 1)]
    public void Too_little_data_is_said_and_not_drawn(int known)
    {
        var answer = ForecastRules.Of([.. Enumerable.Repeat((decimal?)1, known)], Next, 7);
        answer.Forecast.ShouldBeNull();
        answer.Reason!.ToString().ShouldContain(known.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Target_is_reached_on_the_first_day_that_is_as_good()
    {
        var history = Enumerable.Range(0, 200).Select(day => (decimal?)day).ToArray();
        var forecast = ForecastRules.Of(history, Next, 60).Forecast!;
        forecast.Reached(205, higherIsBetter: true).ShouldNotBeNull().ShouldBeInRange(Next.AddDays(4), Next.AddDays(8));
        forecast.Reached(100, higherIsBetter: false).ShouldBeNull();
    }

    [Fact]
    public void Probability_follows_the_errors_of_the_past_and_is_never_certain()
    {
        var (history, _) = Series("level", 1, 200);
        var forecast = ForecastRules.Of(history, Next, Days).Forecast!;
        forecast.Probability(0, higherIsBetter: true, 7).ShouldBeInRange(0.98, 0.99999);
        forecast.Probability(200, higherIsBetter: true, 7).ShouldBeInRange(0.00001, 0.02);
        forecast.Probability(forecast.Points[6].Value, higherIsBetter: true, 7).ShouldBeInRange(0.3, 0.7);
        forecast.Probability(200, higherIsBetter: false, 7).ShouldBeGreaterThan(0.98);
    }

    private static (decimal?[] History, double[] Truth) Series(string world, int seed, int length)
    {
        var chance = new Random(seed);
        var all = Enumerable.Range(0, length + Days).Select(day => Worlds[world](chance, day)).ToArray();
        return ([.. all[..length].Select(value => (decimal?)value)], all[length..]);
    }

    private static IEnumerable<double> Errors(double[] truth, Func<int, double> said) => truth.Select((came, day) => Math.Abs(came - said(day)));

    private static double Week(int day) => (day % 7) switch { 5 => -40, 6 => -50, _ => 10 };

    /// <summary>Normal, by Box and Muller.</summary>
    private static double Noise(Random chance, double deviation) =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
