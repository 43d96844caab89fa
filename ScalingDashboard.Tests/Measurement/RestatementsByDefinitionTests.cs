using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>A restatement says what the catalogue said: of its day, and as known at the moment that is asked for.</summary>
[Trait("Ring", "Web")]
public sealed class RestatementsByDefinitionTests : AppFactory
{
    private const string Savings = "impact.cost_savings.cashable", Failures = "operations.change_failure";

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Units_and_meanings_are_those_of_the_day_and_of_the_moment()
    {
        await AddUnitAsync("A");
        var day = Today.AddDays(-1);
        await SendAsync(Row(Savings, day, 100));
        Clock.Advance(TimeSpan.FromDays(5));
        await SendAsync(Row(Savings, day, 90));
        var moment = Uri.EscapeDataString(Clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Clock.Advance(TimeSpan.FromDays(1));
        await AddUnitAsync("B");
        await RedefineAsync(Savings, ("unit", "EUR"), ("effectiveFrom", Text(Today)));

        var asked = $"/api/v1/metrics/{Savings}/restatements?period=30d";
        var row = List(await GetAsync(asked)).ShouldHaveSingleItem();
        (row.GetProperty("old").GetDecimal(), row.GetProperty("new").GetDecimal(), row.GetProperty("unit").GetString()).ShouldBe((100m, 90m, "USD"));
        List(await GetAsync($"{asked}&unit=B")).ShouldBeEmpty();
        // Nobody could have asked for it then.
        (await RefusedAsync($"{asked}&unit=B&asOf={moment}", HttpStatusCode.BadRequest)).ShouldContain("'B'");
    }

    [Fact]
    public async Task A_derived_metric_is_restated_where_the_metrics_it_is_made_of_are()
    {
        const string Cost = "impact.ai_cost", Net = "impact.cashable_net";
        await AddUnitAsync("A");
        var day = Today.AddDays(-1);
        await SendAsync(Row(Savings, day, 100), Row(Cost, day, 30));
        // A month's figures are closed after 35 days.
        Clock.Advance(TimeSpan.FromDays(40));
        await SendAsync(Row(Savings, day, 90), Row(Cost, day, 35));
        Clock.Advance(TimeSpan.FromDays(1));
        await SendAsync(Row(Cost, day, 36));

        var answer = await GetAsync($"/api/v1/metrics/{Net}/restatements?period=90d");
        answer.GetProperty("metric").GetString().ShouldBe(Net);
        var rows = List(answer).Select(r => (r.GetProperty("metric").GetString(), r.GetProperty("old").GetDecimal(), r.GetProperty("new").GetDecimal())).ToList();
        rows[0].ShouldBe((Cost, 35m, 36m));
        rows[1..].ShouldBe([(Savings, 100m, 90m), (Cost, 30m, 35m)], ignoreOrder: true);
        List(await GetAsync($"/api/v1/metrics/{Savings}/restatements?period=90d")).ShouldHaveSingleItem().GetProperty("metric").GetString().ShouldBe(Savings);

        // On the board it counts what its list shows.
        await RedefineAsync("impact.net_benefit", ("rank", null));
        await RedefineAsync(Net, ("rank", 2));
        var figure = (await GetAsync("/api/v1/dashboard?period=90d")).GetProperty("quadrants").EnumerateArray().SelectMany(q => q.GetProperty("panels").EnumerateArray())
            .SelectMany(p => p.GetProperty("supporting").EnumerateArray()).Single(f => f.GetProperty("metric").GetString() == Net);
        figure.GetProperty("restated").GetProperty("count").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task What_is_never_combined_is_not_restated_together_either()
    {
        await AddUnitAsync("A");
        await AddUnitAsync("B");
        foreach (var system in new[] { "matching", "scoring" })
            await PutAsync($"/api/v1/systems/{system}", new JsonObject { ["name"] = system });
        await SendAsync(Row(Failures, Today.AddDays(-3), 3, "matching"), Row(Failures, Today.AddDays(-3), 5, "scoring"));

        var asked = $"/api/v1/metrics/{Failures}/restatements";
        (await RefusedAsync(asked, HttpStatusCode.UnprocessableEntity)).ShouldContain("Choose one unit with unit=CODE");
        (await RefusedAsync($"{asked}?unit=A", HttpStatusCode.UnprocessableEntity)).ShouldContain("Choose one with system=CODE: matching, scoring.");
        List(await GetAsync($"{asked}?unit=A&system=scoring")).ShouldBeEmpty();

        // From today on they are added up, and days before are what they were.
        await RedefineAsync(Failures, ("rollup", "SUM"), ("effectiveFrom", Text(Today)));
        (await RefusedAsync($"{asked}?period=30d", HttpStatusCode.UnprocessableEntity)).ShouldContain("rolls up by NOAGG");
        List(await GetAsync($"{asked}?from={Text(Today)}&to={Text(Today)}")).ShouldBeEmpty();
    }

    private async Task SendAsync(params string[] rows)
    {
        var report = await IngestAsync("metric,unit,system,at,value,weight,key\n" + string.Join('\n', rows));
        report.GetProperty("rejected").GetInt32().ShouldBe(0, report.ToString());
        await this.RolledUpAsync();
    }

    private async Task RedefineAsync(string metric, params (string Field, JsonNode? Value)[] changes)
    {
        var body = JsonNode.Parse((await GetAsync($"/api/v1/metrics/{metric}")).GetRawText())!.AsObject();
        body.Remove("effectiveFrom");
        foreach (var (field, value) in changes)
            body[field] = value;
        await PutAsync($"/api/v1/metrics/{metric}", body);
    }

    private async Task PutAsync(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using var answer = await SendAsync(request, await CreateKeyAsync("manage"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> RefusedAsync(string path, HttpStatusCode expected)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), await CreateKeyAsync(Policies.Read));
        answer.StatusCode.ShouldBe(expected);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!;
    }

    private static List<JsonElement> List(JsonElement answer) => [.. answer.GetProperty("restatements").EnumerateArray()];

    private static string Row(string metric, DateOnly day, int value, string system = "") => FormattableString.Invariant($"{metric},A,{system},{day:yyyy-MM-dd}T01:00:00Z,{value},,");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
