using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Tests.Features.Demonstration;

/// <summary>The generated histories: the same at every run, true to the playbook, and like a real company.</summary>
[Trait("Ring", "Unit")]
public sealed class DemoHistoryTests(DemoHistoryTests.Known known) : IClassFixture<DemoHistoryTests.Known>
{
    private static readonly DateOnly Anchor = new(2026, 9, 30);
    private static readonly DateTimeOffset Now = new(2026, 9, 30, 14, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("software")]
    [InlineData("healthcare")]
    [InlineData("manufacturing")]
    public void Readings_of_twelve_months_roll_up_to_the_figures_of_the_playbook(string name)
    {
        var year = LastYear(name);

        foreach (var figure in DemoCompanies.Read(name).Figures)
            DemoCompanies.Figure(Metric(figure.Metric), year[figure.Metric]).ShouldBe(figure.Value, figure.Tolerance, figure.Metric);
    }

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2027-02-28")]
    [InlineData("2028-02-29")]
    public void Figures_are_those_of_the_playbook_on_whatever_day_the_history_ends(string day)
    {
        var history = DemoCompanies.History("software", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        var year = DemoCompanies.LastYear(history, Now.AddYears(10));

        foreach (var figure in DemoCompanies.Read("software").Figures)
            DemoCompanies.Figure(Metric(figure.Metric), year[figure.Metric]).ShouldBe(figure.Value, figure.Tolerance, figure.Metric);
    }

    [Fact]
    public void The_same_day_gives_the_same_readings_in_any_order()
    {
        var forward = DemoCompanies.History("software", Anchor);
        var backward = DemoCompanies.History("software", Anchor);
        var days = Enumerable.Range(0, 40).Select(i => Anchor.AddDays(-i * 17)).ToList();

        var first = days.ToDictionary(d => d, d => forward.Day(d, DateTimeOffset.MinValue, Now));
        var second = days.AsEnumerable().Reverse().ToDictionary(d => d, d => backward.Day(d, DateTimeOffset.MinValue, Now));

        // Equal but for the units' own objects, which each history read anew.
        days.ShouldAllBe(d => Prints(first[d]).SequenceEqual(Prints(second[d])));
    }

    [Theory]
    [InlineData("software", 1_200_000)]
    [InlineData("healthcare", 3_000_000)]
    [InlineData("manufacturing", 4_000_000)]
    public void A_history_is_not_larger_than_its_loading_time_allows(string name, int most)
    {
        var history = DemoCompanies.History(name, Anchor);
        var (sample, days) = (0L, 0);
        // Every sixth day and its weekday in turn stand for all.
        for (var day = history.FirstDay; day <= Anchor; day = day.AddDays(6), days++)
            sample += history.Day(day, DateTimeOffset.MinValue, Now.AddDays(1)).Count;

        (sample * (Anchor.DayNumber - history.FirstDay.DayNumber + 1) / days).ShouldBeInRange(most / 3, most);
    }

    [Fact]
    public void Every_reading_has_a_natural_key_of_its_own_and_lies_in_its_span()
    {
        var history = DemoCompanies.History("software", Anchor);
        var readings = Enumerable.Range(0, 8).SelectMany(i => history.Day(Anchor.AddDays(-i), DateTimeOffset.MinValue, Now)).ToList();

        readings.DistinctBy(r => (r.Metric.Key, r.Unit.Code, r.System, r.At)).Count().ShouldBe(readings.Count);
        readings.ShouldAllBe(r => r.At < Now && r.Weight == null == !r.Metric.Rollup.NeedsWeight() && (r.Weight == null || r.Weight > 0));
    }

    [Fact]
    public void Parts_of_a_percentage_never_exceed_the_whole()
    {
        var capped = DemoCompanies.Read("software").Profiles.Where(p => p is { Low: >= 0, High: <= 100 }).Select(p => p.Metric).ToHashSet();

        LastYear("software").Where(its => capped.Contains(its.Key)).SelectMany(its => its).Where(r => r.Metric is { Unit: "%", Scale: 100 })
            .Count(r => r.Value > r.Weight || r.Value < 0).ShouldBe(0);
    }

    [Theory]
    [InlineData("software")]
    [InlineData("healthcare")]
    [InlineData("manufacturing")]
    public void Every_reading_lies_within_the_limits_of_its_metric(string name)
    {
        var limited = DemoCompanies.Catalog.Metrics.Where(m => m.HasLimits).ToDictionary(m => m.Key);

        var judged = LastYear(name).Where(its => limited.ContainsKey(its.Key)).SelectMany(its => its).ToList();

        judged.Count.ShouldBeGreaterThan(10_000);
        judged.Select(r => (r.Metric.Key, Why: PlausibilityRules.OutOfRange(limited[r.Metric.Key], new Reading(1, 1, 0, r.At, "", r.Value, r.Weight))))
            .Where(j => j.Why is not null).DistinctBy(j => j.Key).ShouldBeEmpty();
    }

    [Fact]
    public void Weekends_holidays_and_ends_of_quarters_show_in_the_savings()
    {
        var history = DemoCompanies.History("software", Anchor);

        decimal On(int year, int month, int day) => history.Day(new DateOnly(year, month, day), DateTimeOffset.MinValue, Now.AddYears(1))
            .Where(r => r.Metric.Key == "impact.cost_savings.cashable").Sum(r => r.Value);

        var tuesday = On(2026, 6, 9);
        On(2026, 6, 13).ShouldBeLessThan(tuesday / 5);
        On(2025, 12, 25).ShouldBeLessThan(tuesday / 3);
        On(2026, 6, 30).ShouldBeGreaterThan(tuesday * 1.5m);
    }

    [Fact]
    public void A_system_reports_only_after_its_wave_has_come()
    {
        var history = DemoCompanies.History("software", Anchor);
        var waveOf = DemoCompanies.Read("software").Systems.ToDictionary(s => s.Code, s => DemoCompanies.Catalog.Functions.Single(f => f.Code == s.Function).Wave);

        DateOnly FirstOf(int wave)
        {
            for (var day = history.FirstDay; day <= Anchor; day = day.AddDays(7))
                if (history.Day(day.AddDays((8 - (int)day.DayOfWeek) % 7), DateTimeOffset.MinValue, Now.AddYears(1)).Any(r => r.System is { } s && waveOf[s] == wave))
                    return day;
            throw new InvalidOperationException($"Wave {wave} never came.");
        }

        var firsts = Enumerable.Range(1, 5).Select(FirstOf).ToList();
        firsts.ShouldBe(firsts.Order());
        (firsts[^1].DayNumber - firsts[0].DayNumber).ShouldBeGreaterThan(20 * 7);
    }

    [Fact]
    public void Statuses_of_the_default_company_are_mixed_and_some_data_is_late()
    {
        var year = LastYear("software");
        var company = DemoCompanies.Read("software");
        var headlines = DemoCatalogAdaptation.Apply(company.Adaptations, DemoCompanies.Catalog.Metrics).Where(m => m.Rank == 1).ToList();

        var statuses = headlines.CountBy(m => TargetRules.Judge(m, DemoCompanies.Figure(m, year[m.Key]), TargetRules.Own(m, 365, isWhole: true), true, 52, 52).Status).ToDictionary();
        var ages = headlines.CountBy(m => FreshnessRules.Of(year[m.Key].Max(r => r.At), m.Cadence, Now)).ToDictionary();

        statuses[TargetStatus.OnTrack].ShouldBeInRange(9, 11);
        statuses[TargetStatus.AtRisk].ShouldBeInRange(3, 5);
        statuses[TargetStatus.OffTrack].ShouldBeInRange(1, 3);
        ages[Freshness.Late].ShouldBe(1);
        ages[Freshness.Stale].ShouldBe(1);
    }

    [Fact]
    public void A_metric_that_a_quarter_of_the_units_never_sends_is_incomplete() =>
        LastYear("software")["operations.data_quality"].DistinctBy(r => r.Unit.Code).Count().ShouldBe(38);

    [Fact]
    public void A_day_by_the_hour_sums_up_to_the_day()
    {
        var history = DemoCompanies.History("software", Anchor);
        var day = Anchor.AddDays(-1);
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

        var whole = history.Day(day, start, start.AddDays(1)).Where(r => r.Metric.Key == "impact.cost_savings.cashable").Sum(r => r.Value);
        var byHour = history.Day(day, start, start.AddDays(1).AddSeconds(-1)).Where(r => r.Metric.Key == "impact.cost_savings.cashable").Sum(r => r.Value);

        byHour.ShouldBe(whole, whole / 1000);
    }

    [Fact]
    public void Live_readings_of_a_day_keep_the_figures_of_the_playbook()
    {
        var history = DemoCompanies.History("software", Anchor);
        var start = new DateTimeOffset(Anchor.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var savings = history.LiveLines.Where(line => history.Live(line, start, start.AddHours(9))?.Metric.Key == "impact.cost_savings.cashable").ToList();

        var live = savings.Sum(line => Enumerable.Range(0, 288).Sum(i => history.Live(line, start.AddMinutes(5 * i), start.AddMinutes(5 * (i + 1)).AddMilliseconds(-1))?.Value ?? 0));
        var whole = history.Day(Anchor.AddDays(1), start, start.AddDays(1)).Where(r => r.Metric.Key == "impact.cost_savings.cashable").Sum(r => r.Value);

        live.ShouldBe(whole, whole / 100);
    }

    [Fact]
    public void Gains_stay_at_the_playbooks_figure_in_the_weeks_after_the_history()
    {
        var history = DemoCompanies.History("software", Anchor);
        var later = Enumerable.Range(1, 60).SelectMany(i => history.Day(Anchor.AddDays(i), DateTimeOffset.MinValue, Now.AddYears(1))).Where(r => r.Metric.Key == "operations.productivity_gain");
        var figure = DemoCompanies.Read("software").Figures.Single(f => f.Metric == "operations.productivity_gain");

        DemoCompanies.Figure(Metric(figure.Metric), LastYear("software")[figure.Metric].Concat(later)).ShouldBe(figure.Value, figure.Tolerance);
    }

    private static IEnumerable<(string, string, string?, DateTimeOffset, decimal, decimal?)> Prints(IEnumerable<DemoReading> readings) =>
        readings.Select(r => (r.Metric.Key, r.Unit.Code, r.System, r.At, r.Value, r.Weight));

    private static Metric Metric(string key) => DemoCompanies.Catalog.Metrics.Single(m => m.Key == key);

    private ILookup<string, DemoReading> LastYear(string name) => known.LastYear(name);

    /// <summary>Millions of readings, generated once, and let go with these tests.</summary>
    public sealed class Known
    {
        private readonly Dictionary<string, ILookup<string, DemoReading>> _years = [];

        internal ILookup<string, DemoReading> LastYear(string name) =>
            _years.TryGetValue(name, out var year) ? year : _years[name] = DemoCompanies.LastYear(DemoCompanies.History(name, Anchor), Now);
    }
}
