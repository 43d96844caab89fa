using System.Text.Json;
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

    private static decimal Sum(JsonElement change, string kind) => change.GetProperty("parts").EnumerateArray()
        .Where(part => part.GetProperty("kind").GetString() == kind).Sum(part => part.GetProperty("amount").GetDecimal());
}
