using System.Net;
using System.Text;
using System.Text.Json;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>A roll-up that the rule forbids can not be asked for, and the refusal names the rule and the remedy.</summary>
[Trait("Ring", "Web")]
public sealed class SeriesRefusalsTests(SeriesRefusalsTests.Installation app) : IClassFixture<SeriesRefusalsTests.Installation>
{
    private const string Failures = "operations.change_failure";
    private const string Latency = "operations.latency";

    public sealed class Installation : AppFactory, IAsyncLifetime
    {
        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await AddUnitAsync("A");
            await AddUnitAsync("B");
            foreach (var system in new[] { "matching", "scoring" })
                await PutAsync($"/api/v1/systems/{system}", $$"""{"name":"{{system}}"}""");
            var at = Clock.GetUtcNow().AddDays(-2);
            var rows = Enumerable.Range(1, 100).Select(i => FormattableString.Invariant($"{Latency},A,,{at:yyyy-MM-ddTHH:mm:ssZ},{i},,{i}"))
                .Append(FormattableString.Invariant($"{Failures},A,matching,{at:yyyy-MM-ddTHH:mm:ssZ},3,,"))
                .Append(FormattableString.Invariant($"{Failures},A,scoring,{at:yyyy-MM-ddTHH:mm:ssZ},5,,"))
                .Append(FormattableString.Invariant($"{Failures},B,scoring,{at:yyyy-MM-ddTHH:mm:ssZ},9,,"));
            await IngestAsync("metric,unit,system,at,value,weight,key\n" + string.Join('\n', rows));
            await this.RolledUpAsync();
        }

        private async Task PutAsync(string path, string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            using var answer = await SendAsync(request, await CreateKeyAsync("manage"));
            answer.IsSuccessStatusCode.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(Failures, "", "Choose one unit with unit=CODE")]
    [InlineData(Failures, "&unit=A&unit=B", "Choose one unit with unit=CODE")]
    [InlineData(Failures, "&unit=A", "Choose one with system=CODE: matching, scoring.")]
    [InlineData("operations.rolled_yield", "", "rolls up by PRODUCT")]
    [InlineData("impact.nps", "&percentile=95", "rolls up by RATIO")]
    [InlineData("impact.cashable_net", "&percentile=95", "is derived")]
    [InlineData("impact.nps", "&bucket=hour&from=2020-01-01&to=2020-01-02", "hours are kept for 100 days")]
    public async Task What_the_rule_forbids_is_422(string metric, string question, string remedy) => (await RefusedAsync(metric, question, HttpStatusCode.UnprocessableEntity)).ShouldContain(remedy);

    [Theory]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("p95")]
    public async Task A_percentile_that_is_none_is_400(string percentile) => (await RefusedAsync(Latency, $"&percentile={percentile}", HttpStatusCode.BadRequest)).ShouldContain("0 to 100");

    [Theory]
    [InlineData("", 95)]
    [InlineData("&percentile=50", 50)]
    [InlineData("&percentile=85", 85)]
    [InlineData("&percentile=99", 99)]
    [InlineData("&percentile=99.5", 100)]
    [InlineData("&percentile=0", 1)]
    public async Task Any_percentile_of_a_pool_can_be_asked_for(string question, int value) => (await ValueAsync(Latency, question)).ShouldBe(value);

    [Theory]
    [InlineData("&unit=A&system=matching", 3)]
    [InlineData("&unit=A&system=scoring", 5)]
    [InlineData("&unit=B", 9)]
    public async Task One_system_of_one_unit_has_a_figure(string question, int value) => (await ValueAsync(Failures, question)).ShouldBe(value);

    private async Task<decimal> ValueAsync(string metric, string question) =>
        (await app.GetAsync($"/api/v1/metrics/{metric}/series?bucket=day{question}")).GetProperty("points").EnumerateArray().First().GetProperty("value").GetDecimal();

    private async Task<string> RefusedAsync(string metric, string question, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/metrics/{metric}/series?{question.TrimStart('&')}");
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync("read"));
        answer.StatusCode.ShouldBe(status);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!;
    }
}
