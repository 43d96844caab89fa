using System.Text.Json;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>The catalogue's test vectors and the promises about repeats, corrections and late readings, from the
/// request to the answer: real HTTP, real PostgreSQL, real roll-ups.</summary>
[Trait("Ring", "Web")]
public sealed class FiguresThroughTheApiTests(FiguresThroughTheApiTests.Installation app) : IClassFixture<FiguresThroughTheApiTests.Installation>
{
    /// <summary>Two business units and nothing else.</summary>
    public sealed class Installation : AppFactory, IAsyncLifetime
    {
        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await AddUnitAsync("A", "EMEA", "DE");
            await AddUnitAsync("B", "AMER", "US");
        }
    }

    [Theory]
    [InlineData("V1 promoters less detractors of all answers", "impact.nps", "30", "100", "2", "10", "29.0909090909091")]
    [InlineData("V3 hours of all incidents", "operations.recovery_time", "10", "2", "8", "8", "1.8")]
    [InlineData("V4 first contact resolution", "impact.first_contact_resolution", "70", "100", "8", "20", "65")]
    public async Task Ratios_are_sum_over_sum_across_units(string vector, string metric, string numA, string denA, string numB, string denB, string expected)
    {
        await SendAsync($"{metric},A,,2026-03-02T10:00:00Z,{numA},{denA},", $"{metric},B,,2026-03-02T11:00:00Z,{numB},{denB},");
        (await DayAsync(metric, "2026-03-02")).GetProperty("value").GetDecimal().ShouldBe(Number(expected), vector);
    }

    [Fact]
    public async Task V10_assessment_scores_are_weighted()
    {
        var rows = new[] { (4, 25), (3, 20), (3, 20), (2, 15), (5, 10), (3, 10) }
            .Select((x, i) => $"impact.customer_effort,A,,2026-03-02T10:00:00Z,{x.Item1},{x.Item2},area-{i}");
        await SendAsync([.. rows]);
        (await DayAsync("impact.customer_effort", "2026-03-02")).GetProperty("value").GetDecimal().ShouldBe(3.30m);
    }

    [Fact]
    public async Task Amounts_are_added_to_the_last_digit_and_levels_keep_the_latest_of_each_unit()
    {
        await SendAsync(
            "impact.cost_savings.cashable,A,,2026-03-02T10:00:00Z,0.1,,", "impact.cost_savings.cashable,B,,2026-03-02T10:00:00Z,0.2,,",
            "adoption.ticket_backlog,A,,2026-03-02T10:00:00Z,10,,", "adoption.ticket_backlog,A,,2026-03-02T12:00:00Z,12,,",
            "adoption.ticket_backlog,B,,2026-03-02T11:00:00Z,5,,");
        (await DayAsync("impact.cost_savings.cashable", "2026-03-02")).GetProperty("value").GetDecimal().ShouldBe(0.3m);
        (await DayAsync("adoption.ticket_backlog", "2026-03-02")).GetProperty("value").GetDecimal().ShouldBe(17m);
    }

    [Fact]
    public async Task A_repeat_changes_nothing_a_correction_restates_and_a_late_reading_counts()
    {
        const string Metric = "impact.ai_cost";
        var first = await SendAsync($"{Metric},A,,2026-04-02T10:00:00Z,100,,", $"{Metric},A,,2026-04-02T10:00:00Z,50,,other");
        Counts(first).ShouldBe((2, 0, 0, 0));
        Counts(await SendAsync($"{Metric},A,,2026-04-02T10:00:00Z,100.00,,", $"{Metric},A,,2026-04-02T10:00:00Z,50,,other")).ShouldBe((0, 2, 0, 0));
        Counts(await SendAsync($"{Metric},A,,2026-04-02T10:00:00Z,110,,")).ShouldBe((0, 0, 1, 0));
        Counts(await SendAsync($"{Metric},B,,2026-04-02T00:00:00Z,1,,")).ShouldBe((1, 0, 0, 0));
        var day = await DayAsync(Metric, "2026-04-02");
        day.GetProperty("value").GetDecimal().ShouldBe(161m);
        day.GetProperty("coverage").GetDecimal().ShouldBe(1m);
    }

    [Fact]
    public async Task Good_readings_are_stored_and_bad_ones_named_by_index()
    {
        var report = await SendAsync(
            "impact.roi,A,,2026-04-02T10:00:00Z,1,2,", "impact.roi,NOWHERE,,2026-04-02T10:00:00Z,1,2,", "impact.roi,B,,2026-04-02T10:00:00Z,x,2,");
        Counts(report).ShouldBe((1, 0, 0, 2));
        report.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("index").GetInt32(), e.GetProperty("code").GetString()))
            .ShouldBe([(1, "unknown-unit"), (2, "bad-value")]);
        (await DayAsync("impact.roi", "2026-04-02")).GetProperty("coverage").GetDecimal().ShouldBe(0.5m);
    }

    [Fact]
    public async Task A_filter_narrows_and_a_zero_denominator_is_unknown()
    {
        await SendAsync("impact.win_rate,A,,2026-05-02T10:00:00Z,0,0,", "impact.win_rate,B,,2026-05-02T10:00:00Z,3,4,");
        (await DayAsync("impact.win_rate", "2026-05-02", "&unit=B")).GetProperty("value").GetDecimal().ShouldBe(75m);
        (await DayAsync("impact.win_rate", "2026-05-02", "&region=EMEA")).GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_dashboard_shows_what_the_series_adds_up_to()
    {
        var today = app.Clock.GetUtcNow();
        await SendAsync(Row("impact.ai_revenue.adjusted", "A", today.AddHours(-1), "100"), Row("impact.ai_revenue.adjusted", "B", today.AddDays(-3), "20.5"));
        await app.RolledUpAsync();
        var headline = (await app.GetAsync("/api/v1/dashboard?period=7d")).GetProperty("quadrants")[0].GetProperty("panels").EnumerateArray()
            .Single(p => p.GetProperty("key").GetString() == "impact.revenue").GetProperty("headline");
        headline.GetProperty("value").GetDecimal().ShouldBe(120.5m);
        headline.GetProperty("trend").EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Sum(v => v.GetDecimal()).ShouldBe(120.5m);
        headline.GetProperty("status").GetString().ShouldBe("off-track");
        headline.GetProperty("freshness").GetString().ShouldBe("live");
    }

    [Fact]
    public async Task Minutes_are_read_from_the_readings_of_the_last_two_days()
    {
        const string Metric = "operations.error_rate";
        var minute = app.Clock.GetUtcNow().AddHours(-1);
        minute = minute.AddTicks(-(minute.UtcTicks % TimeSpan.TicksPerMinute));
        string At(double seconds) => minute.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync($"{Metric},A,,{At(1)},1,10,", $"{Metric},B,,{At(59)},3,30,", $"{Metric},A,,{At(60)},1,2,",
            $"operations.latency,A,,{At(2)},100,100,", $"operations.latency,B,,{At(3)},1000,10,");
        var points = (await app.GetAsync($"/api/v1/metrics/{Metric}/series?bucket=minute&from={At(0)}&to={At(180)}")).GetProperty("points").EnumerateArray()
            .Select(p => (p.GetProperty("at").GetDateTimeOffset(), p.GetProperty("value").GetDecimal(), p.GetProperty("coverage").GetDecimal()));
        points.ShouldBe([(minute, 10m, 1m), (minute.AddMinutes(1), 50m, 0.5m)]);

        // V2, by the minute.
        var latency = await app.GetAsync($"/api/v1/metrics/operations.latency/series?bucket=minute&from={At(0)}&to={At(60)}");
        latency.GetProperty("points").EnumerateArray().Single().GetProperty("value").GetDecimal().ShouldBe(1000m);

        foreach (var refused in new[] { $"from={At(-60 * 60 * 50)}", $"from={At(0)}&asOf={At(30)}" })
        {
            using var answer = await app.SendAsync(new(HttpMethod.Get, $"/api/v1/metrics/{Metric}/series?bucket=minute&{refused}"), await app.CreateKeyAsync("read"));
            ((int)answer.StatusCode).ShouldBe(422, refused);
        }
    }

    private Task<JsonElement> SendAsync(params string[] rows) => app.IngestAsync("metric,unit,system,at,value,weight,key\n" + string.Join('\n', rows));

    /// <summary>The point of one day, once every reading sent so far is rolled up.</summary>
    private async Task<JsonElement> DayAsync(string metric, string day, string filter = "")
    {
        await app.RolledUpAsync();
        var series = await app.GetAsync($"/api/v1/metrics/{metric}/series?from={day}&to={day}&bucket=day{filter}");
        return series.GetProperty("points").EnumerateArray().Single();
    }

    private static string Row(string metric, string unit, DateTimeOffset at, string value) => FormattableString.Invariant($"{metric},{unit},,{at:yyyy-MM-ddTHH:mm:ssZ},{value},,");

    private static (int, int, int, int) Counts(JsonElement report) =>
        (report.GetProperty("accepted").GetInt32(), report.GetProperty("unchanged").GetInt32(), report.GetProperty("corrected").GetInt32(), report.GetProperty("rejected").GetInt32());

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
