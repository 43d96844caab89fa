using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>Why a figure changed, from readings sent over HTTP to the answer.</summary>
[Trait("Ring", "Web")]
public sealed class ChangeThroughTheApiTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Periods = "period=2026-03-01..2026-03-31&against=2026-02-01..2026-02-28";

    [Fact]
    public async Task V8_every_unit_improves_and_the_whole_falls()
    {
        await app.AddUnitAsync("A");
        await app.AddUnitAsync("B");
        await app.IngestAsync("""
            metric,unit,at,value,weight
            impact.win_rate,A,2026-02-10T10:00:00Z,40,100
            impact.win_rate,B,2026-02-10T10:00:00Z,80,100
            impact.win_rate,A,2026-03-10T10:00:00Z,135,300
            impact.win_rate,B,2026-03-10T10:00:00Z,82,100
            """);
        await app.RolledUpAsync();
        var change = await app.GetAsync($"/api/v1/metrics/impact.win_rate/change?{Periods}");
        change.GetProperty("valueAfter").GetDecimal().ShouldBe(54.25m);
        change.GetProperty("valueBefore").GetDecimal().ShouldBe(60);
        change.GetProperty("change").GetDecimal().ShouldBe(-5.75m);
        Sum(change, "rate").ShouldBe(3.875m);
        Sum(change, "mix").ShouldBe(-9.625m);
        change.GetProperty("sentence").GetString().ShouldNotBeNull().ShouldContain("fell by 5.75");
    }

    [Fact]
    public async Task Across_another_definition_the_whole_difference_is_one_step_and_across_another_unit_there_is_none()
    {
        const string Metric = "impact.csat";
        await app.AddUnitAsync("C");
        await app.IngestAsync($"""
            metric,unit,at,value,weight
            {Metric},C,2026-02-10T10:00:00Z,40,100
            {Metric},C,2026-03-10T10:00:00Z,60,100
            """);
        await RedefineAsync(Metric, body => (body["rollup"], body["scale"]) = ("WMEAN", 1));
        await app.RolledUpAsync();

        var change = await app.GetAsync($"/api/v1/metrics/{Metric}/change?{Periods}");
        change.GetProperty("parts").EnumerateArray().ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("definition");
        Sum(change, "definition").ShouldBe(change.GetProperty("change").GetDecimal());
        (change.GetProperty("valueBefore").GetDecimal(), change.GetProperty("valueAfter").GetDecimal()).ShouldBe((40m, 60m));
        change.GetProperty("sentence").GetString().ShouldNotBeNull().ShouldContain("the new definition, across which nothing can be told apart, added 20");

        await RedefineAsync(Metric, body => body["unit"] = "points");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/metrics/{Metric}/change?{Periods}");
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync("read"));
        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("in another unit since 2026-03-01");
    }

    [Theory]
    [InlineData("adoption.intensity", "POOL")]
    [InlineData("adoption.reach", "derived")]
    public async Task A_figure_that_is_not_made_of_those_of_its_units_is_refused_with_the_reason(string metric, string reason)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/metrics/{metric}/change?{Periods}");
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync("read"));
        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(reason);
    }

    /// <summary>From the first of March on.</summary>
    private async Task RedefineAsync(string metric, Action<JsonObject> change)
    {
        var body = JsonNode.Parse((await app.GetAsync($"/api/v1/metrics/{metric}")).GetRawText())!.AsObject();
        change(body);
        body["effectiveFrom"] = "2026-03-01";
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/metrics/{metric}") { Content = JsonContent.Create(body) };
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync("manage"));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static decimal Sum(JsonElement change, string kind) => change.GetProperty("parts").EnumerateArray()
        .Where(part => part.GetProperty("kind").GetString() == kind).Sum(part => part.GetProperty("amount").GetDecimal());
}
