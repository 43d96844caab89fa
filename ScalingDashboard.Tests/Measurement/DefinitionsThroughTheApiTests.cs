using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>Another meaning is another version: what was measured before keeps what it meant, and the two are never one
/// number. From the request to the answer.</summary>
[Trait("Ring", "Web")]
public sealed class DefinitionsThroughTheApiTests : AppFactory
{
    private const string Savings = "impact.cost_savings.cashable";

    // Baselines are frozen when a test says so.
    public DefinitionsThroughTheApiTests() : base(Launch.NoCompany, ("Jobs:baselines:Enabled", "false"))
    {
    }

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Another_unit_is_a_version_from_a_day_on_and_is_never_added_to_the_one_before()
    {
        await AddUnitAsync("A");
        var (before, from) = (Today.AddDays(-10), Today.AddDays(-3));
        await SendAsync(Row(Savings, before, "100"), Row(Savings, from.AddDays(-1), "50"), Row(Savings, from, "7"), Row(Savings, Today.AddDays(-1), "8"));
        var body = await BodyAsync(Savings);
        body["unit"] = "EUR";

        var silent = await PutAsync(Savings, body);
        silent.Status.ShouldBe(HttpStatusCode.Conflict);
        silent.Answer.GetProperty("detail").GetString()!.ShouldContain("unit is 'USD' and would be 'EUR'");
        silent.Answer.GetProperty("detail").GetString()!.ShouldContain("effectiveFrom");

        body["effectiveFrom"] = Text(from);
        body["target"] = 40;
        body["amber"] = 30;
        var put = await PutAsync(Savings, body);
        put.Status.ShouldBe(HttpStatusCode.OK, put.Answer.ToString());
        put.Answer.GetProperty("versions").EnumerateArray().Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("unit").GetString(), v.GetProperty("effectiveFrom").GetString()))
            .ShouldBe([(1, "USD", null), (2, "EUR", Text(from))]);

        // The figure of the period counts only what has its meaning, and says so.
        var figure = await HeadlineAsync("30d");
        (figure.GetProperty("value").GetDecimal(), figure.GetProperty("unit").GetString()).ShouldBe((15m, "EUR"));
        figure.GetProperty("previous").ValueKind.ShouldBe(JsonValueKind.Null);
        figure.GetProperty("trend").EnumerateArray().Where(t => t.ValueKind == JsonValueKind.Number).Sum(t => t.GetDecimal()).ShouldBe(15m);
        var definition = figure.GetProperty("definition");
        (definition.GetProperty("version").GetInt32(), definition.GetProperty("countedFrom").GetString()).ShouldBe((2, Text(from)));

        // A period that ended before keeps the old meaning and its target.
        var old = await HeadlineAsync($"{Text(Today.AddDays(-20))}..{Text(from.AddDays(-1))}");
        (old.GetProperty("value").GetDecimal(), old.GetProperty("unit").GetString()).ShouldBe((150m, "USD"));
        old.GetProperty("target").GetDecimal().ShouldBeGreaterThan(1_000_000m);

        var series = await GetAsync($"/api/v1/metrics/{Savings}/series?from={Text(before)}&to={Text(Today)}&bucket=day");
        series.GetProperty("points").EnumerateArray().Select(p => (p.GetProperty("value").GetDecimal(), p.GetProperty("version").GetInt32())).ShouldBe([(100m, 1), (50m, 1), (7m, 2), (8m, 2)]);
        series.GetProperty("definitions").EnumerateArray().Select(d => d.GetProperty("unit").GetString()).ShouldBe(["USD", "EUR"]);
        series.GetProperty("unit").GetString().ShouldBe("EUR");
        var hours = await GetAsync($"/api/v1/metrics/{Savings}/series?from={Text(from.AddDays(-1))}&to={Text(Today)}&bucket=hour");
        hours.GetProperty("points").EnumerateArray().Select(p => (p.GetProperty("value").GetDecimal(), p.GetProperty("version").GetInt32())).ShouldBe([(50m, 1), (7m, 2), (8m, 2)]);
        var year = await GetAsync($"/api/v1/metrics/{Savings}/series?from={Text(before)}&to={Text(Today)}&bucket=year");
        year.GetProperty("points").EnumerateArray().Last().GetProperty("value").GetDecimal().ShouldBe(15m);
    }

    [Fact]
    public async Task Another_rule_computes_the_buckets_from_its_day_on_and_leaves_those_before()
    {
        const string Metric = "risk.shadow_ai";
        await AddUnitAsync("A");
        var (old, late, from) = (Today.AddDays(-130), Today.AddDays(-120), Today.AddDays(-125));
        await SendAsync(
            Row(Metric, old, "3"), Row(Metric, old, "4", 2), Row(Metric, late, "5"), Row(Metric, late, "6", 2), Row(Metric, Today.AddDays(-2), "8"), Row(Metric, Today.AddDays(-2), "9", 2));
        var asked = $"/api/v1/metrics/{Metric}/series?from={Text(old)}&to={Text(Today)}&bucket=day";
        var kept = (await GetAsync(asked)).GetRawText();
        Values(JsonElement.Parse(kept)).ShouldBe([7m, 11m, 17m]);
        var moment = Clock.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

        var body = await BodyAsync(Metric);
        (body["rollup"], body["effectiveFrom"]) = ("LAST", Text(from));
        (await PutAsync(Metric, body)).Status.ShouldBe(HttpStatusCode.OK);
        await this.RolledUpAsync();

        Values(await GetAsync(asked)).Distinct().ShouldBe([7m, 6m, 9m]);
        var late120 = await GetAsync($"/api/v1/metrics/{Metric}/series?from={Text(late)}&to={Text(late)}&bucket=day");
        (await GetAsync($"/api/v1/metrics/{Metric}/series?from={Text(from)}&to={Text(from)}")).GetProperty("points").GetArrayLength().ShouldBe(0);
        Values(late120).ShouldBe([6m]);
        (await GetAsync($"{asked}&asOf={Uri.EscapeDataString(moment)}")).GetRawText().ShouldBe(kept);

        // What the seed files say no longer overrides what people decided.
        var store = Services.GetRequiredService<CatalogStore>();
        var seeded = Services.GetRequiredService<MetricCatalog>().Current.FindMetric(Metric)!;
        await store.SaveMetricsAsync([seeded with { Rollup = RollupRule.Sum, Managed = false }], CancellationToken.None);
        (await GetAsync($"/api/v1/metrics/{Metric}")).GetProperty("version").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_rule_does_not_begin_where_the_readings_are_gone()
    {
        const string Metric = "operations.contract_breaks";
        await AddUnitAsync("A");
        await SendAsync(Row(Metric, Today.AddDays(-20), "3"), Row(Metric, Today.AddDays(-2), "3"));
        await using (var drop = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"INSERT INTO reading_horizon (first_day) VALUES ('{Text(Today.AddDays(-10))}')"))
            await drop.ExecuteNonQueryAsync();
        var body = await BodyAsync(Metric);
        (body["rollup"], body["targetPerYear"], body["effectiveFrom"]) = ("LAST", false, Text(Today.AddDays(-30)));
        var refused = await PutAsync(Metric, body);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Answer.GetProperty("detail").GetString()!.ShouldContain($"readings are kept since {Text(Today.AddDays(-10))}");
        body["effectiveFrom"] = Text(Today.AddDays(-10));
        (await PutAsync(Metric, body)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_reworded_formula_is_a_version_without_a_break()
    {
        const string Metric = "impact.hours_released";
        await AddUnitAsync("A");
        await SendAsync(Row(Metric, Today.AddDays(-5), "1"), Row(Metric, Today.AddDays(-1), "2"));
        var store = Services.GetRequiredService<CatalogStore>();
        var seeded = Services.GetRequiredService<MetricCatalog>().Current.FindMetric(Metric)!;
        await store.SaveMetricsAsync([seeded with { Formula = "Hours that are free for other work" }], CancellationToken.None);
        var week = await GetAsync($"/api/v1/metrics/{Metric}/series?from={Text(Today.AddDays(-6))}&to={Text(Today)}&bucket=year");
        week.GetProperty("points").EnumerateArray().Sum(p => p.GetProperty("value").GetDecimal()).ShouldBe(3m);
        (await GetAsync($"/api/v1/metrics/{Metric}")).GetProperty("version").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_definition_is_created_and_one_that_makes_no_sense_is_refused()
    {
        var body = await BodyAsync(Savings);
        (body["rank"], body["name"]) = (null, "Of our own");
        (await PutAsync("impact.own", body)).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/api/v1/metrics")).EnumerateArray().Single(m => m.GetProperty("key").GetString() == "impact.own").GetProperty("version").GetInt32().ShouldBe(1);

        foreach (var (field, value, status) in new (string, JsonNode?, HttpStatusCode)[]
        {
            ("rank", 1, HttpStatusCode.Conflict), ("unit", "furlong", HttpStatusCode.UnprocessableEntity), ("coverageLimit", 1.5, HttpStatusCode.UnprocessableEntity),
            ("rollup", "MEAN", HttpStatusCode.BadRequest), ("percentile", 50, HttpStatusCode.UnprocessableEntity), ("name", "", HttpStatusCode.BadRequest),
            ("derived", "ratio(impact.ai_cost, impact.nowhere)", HttpStatusCode.UnprocessableEntity), ("derived", "difference(impact.own, impact.ai_cost)", HttpStatusCode.UnprocessableEntity),
        })
        {
            var wrong = (JsonObject)body.DeepClone();
            wrong[field] = value;
            var answer = await PutAsync("impact.own", wrong);
            answer.Status.ShouldBe(status, field);
            answer.Answer.GetProperty("detail").GetString()!.ShouldContain(field);
        }
    }

    [Fact]
    public async Task A_ratio_of_two_metrics_is_computed_after_both_were_rolled_up()
    {
        await AddUnitAsync("A");
        await AddUnitAsync("B");
        await SendAsync(
            $"adoption.daily_users,A,,{At(Today.AddDays(-1))},1,,ann", $"adoption.daily_users,B,,{At(Today.AddDays(-2))},1,,ann", $"adoption.daily_users,A,,{At(Today.AddDays(-2))},1,,bob",
            Row("adoption.headcount", Today.AddDays(-3), "10"));
        var refused = await IngestAsync($"metric,unit,system,at,value,weight,key\nadoption.reach,A,,{At(Today)},1,1,");
        refused.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("derived-metric");

        // Two people of whom one was seen in both units, ten eligible in one of them.
        var point = (await GetAsync($"/api/v1/metrics/adoption.reach/series?from={Text(Today.AddDays(-40))}&to={Text(Today)}&bucket=year")).GetProperty("points").EnumerateArray().Last();
        (point.GetProperty("value").GetDecimal(), point.GetProperty("coverage").GetDecimal()).ShouldBe((20m, 0.5m));
        var days = (await GetAsync($"/api/v1/metrics/adoption.reach/series?from={Text(Today.AddDays(-2))}&to={Text(Today.AddDays(-2))}&unit=B")).GetProperty("points");
        days[0].GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);

        // On the board it is as old as the older of its inputs and as complete as the less complete.
        var body = await BodyAsync("adoption.spread");
        (body["rank"], body["rollup"], body["unit"], body["derived"], body["panel"]) = (2, "RATIO", "%", "ratio(adoption.daily_users, adoption.headcount)", "adoption.usage");
        var adopted = await BodyAsync("adoption.units_adopted");
        adopted["rank"] = null;
        (await PutAsync("adoption.units_adopted", adopted)).Status.ShouldBe(HttpStatusCode.OK);
        var put = await PutAsync("adoption.own_reach", body);
        put.Status.ShouldBe(HttpStatusCode.OK, put.Answer.ToString());
        var figure = (await GetAsync("/api/v1/dashboard?period=7d")).GetProperty("quadrants").EnumerateArray().SelectMany(q => q.GetProperty("panels").EnumerateArray())
            .SelectMany(p => p.GetProperty("supporting").EnumerateArray()).Single(f => f.GetProperty("metric").GetString() == "adoption.own_reach");
        (figure.GetProperty("value").GetDecimal(), figure.GetProperty("coverage").GetDecimal(), figure.GetProperty("rollup").GetString()).ShouldBe((20m, 0.5m, "RATIO"));
        figure.GetProperty("lastAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.Parse(At(Today.AddDays(-3), 1), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_index_keeps_its_frozen_baseline_whatever_is_corrected_later()
    {
        const string Metric = "operations.throughput";
        await AddUnitAsync("A", "EMEA", "DE");
        await AddUnitAsync("B", "AMER", "US");
        var (first, last) = (Today.AddDays(-40), Today.AddDays(-31));
        await SendAsync(Row(Metric, first, "30"), Row(Metric, last, "10", unit: "B"), Row(Metric, Today.AddDays(-2), "60"));
        var body = await BodyAsync(Metric);
        (body["unit"], body["rollup"], body["derived"], body["rank"]) = ("index", "RATIO", $"index({Metric}, {Text(first)}..{Text(last)})", null);
        (await PutAsync("operations.throughput_index", body)).Status.ShouldBe(HttpStatusCode.OK);
        var asked = $"/api/v1/metrics/operations.throughput_index/series?from={Text(Today.AddDays(-2))}&to={Text(Today.AddDays(-2))}";
        (await GetAsync(asked)).GetProperty("points")[0].GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);

        await FreezeAsync();
        await SendAsync(Row(Metric, first, "3000"));
        await FreezeAsync();

        (await GetAsync("/api/v1/metrics/operations.throughput_index")).GetProperty("versions")[0].GetProperty("baseline").GetDecimal().ShouldBe(40m);
        Values(await GetAsync(asked)).ShouldBe([150m]);
        Values(await GetAsync($"{asked}&region=EMEA")).ShouldBe([200m]);
    }

    private async Task FreezeAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BaselineJob>().RunAsync(new JobRun("baselines", null, Clock.GetUtcNow(), 1, false), CancellationToken.None);
    }

    private async Task<JsonObject> BodyAsync(string metric)
    {
        var body = JsonNode.Parse((await GetAsync($"/api/v1/metrics/{metric}")).GetRawText())!.AsObject();
        body.Remove("effectiveFrom");
        return body;
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PutAsync(string metric, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/metrics/{metric}") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using var answer = await SendAsync(request, await CreateKeyAsync("manage"));
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private async Task<JsonElement> HeadlineAsync(string period) => (await GetAsync($"/api/v1/dashboard?period={period}")).GetProperty("quadrants")[0]
        .GetProperty("panels").EnumerateArray().Single(p => p.GetProperty("key").GetString() == "impact.savings").GetProperty("headline");

    private async Task SendAsync(params string[] rows)
    {
        var report = await IngestAsync("metric,unit,system,at,value,weight,key\n" + string.Join('\n', rows));
        report.GetProperty("rejected").GetInt32().ShouldBe(0, report.ToString());
        await this.RolledUpAsync();
    }

    private static IEnumerable<decimal> Values(JsonElement series) => series.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("value").GetDecimal());

    private static string Row(string metric, DateOnly day, string value, int hour = 1, string unit = "A") => $"{metric},{unit},,{At(day, hour)},{value},,";

    private static string At(DateOnly day, int hour = 0) => FormattableString.Invariant($"{day:yyyy-MM-dd}T{hour:00}:00:00Z");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
