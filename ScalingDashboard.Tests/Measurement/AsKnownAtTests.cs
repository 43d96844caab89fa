using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>What was answered once is answered again for ever, byte for byte, when it is asked for as known at its own
/// moment: whatever was corrected, sent late, added or redefined since.</summary>
[Trait("Ring", "Web")]
public sealed class AsKnownAtTests : AppFactory
{
    private const string Cost = "impact.ai_cost";
    private const string Backlog = "adoption.ticket_backlog";

    private static readonly string[] Questions =
    [
        "/api/v1/dashboard?period=7d", "/api/v1/dashboard?period=30d", "/api/v1/dashboard?period=12m", "/api/v1/dashboard?period=30d&region=EMEA",
        $"/api/v1/metrics/{Cost}/series?bucket=day", $"/api/v1/metrics/{Cost}/series?bucket=hour&region=EMEA",
        $"/api/v1/metrics/{Backlog}/series?bucket=month", "/api/v1/metrics/risk.findings_overdue/series?bucket=day",
    ];

    [Fact]
    public async Task An_answer_comes_again_byte_for_byte_after_everything_changed()
    {
        await AddUnitAsync("A", "EMEA", "DE");
        await AddUnitAsync("B", "AMER", "US");
        var first = Clock.GetUtcNow();
        await SendAsync(Row(Cost, "A", first.AddHours(-2), "100"), Row(Cost, "B", first.AddDays(-3), "20.5"), Row(Backlog, "A", first.AddDays(-1), "7"));
        var kept = new List<(string Question, string Answer, string Moment)>();
        await KeepAsync(kept);

        await AddUnitAsync("C", "EMEA", "FR");
        await ChangeAsync(Cost, m => m with { Target = 1, Name = "Cost of AI" });
        await SendAsync(Row(Cost, "A", first.AddHours(-2), "101"), Row(Cost, "C", first.AddDays(-5), "3"), Row(Backlog, "C", first.AddHours(-1), "9"));
        await KeepAsync(kept);

        Clock.Advance(TimeSpan.FromHours(1));
        await AddUnitAsync("A", "AMER", "US");
        await ChangeAsync("risk.findings_overdue", m => m with { Expected = Expectation.Reporters });
        await KeepAsync(kept);

        Clock.Advance(TimeSpan.FromDays(1));
        await SendAsync(Row(Cost, "B", first.AddDays(-3), "30"), Row(Backlog, "A", Clock.GetUtcNow().AddHours(-1), "8"));
        await KeepAsync(kept);
        await RedefineAsync(Cost, m => m with { Unit = "EUR" }, first.AddDays(-4));
        await RedefineAsync(Backlog, m => m with { Rollup = RollupRule.Sum }, first.AddDays(-40));
        await this.RolledUpAsync();
        await KeepAsync(kept);
        await ChangeAsync(Backlog, m => m with { Target = 5 });

        kept.Count.ShouldBe(5 * Questions.Length);
        kept.Select(k => k.Answer).Distinct().Count().ShouldBeGreaterThan(3 * Questions.Length);
        foreach (var (question, answer, moment) in kept)
            (await AskAsync($"{question}&asOf={Uri.EscapeDataString(moment)}")).ShouldBe(answer, question);
    }

    [Fact]
    public async Task A_unit_is_not_known_before_it_was_added()
    {
        var before = MomentOf(await AskAsync(Questions[0]));
        await AddUnitAsync("LATER", "APAC", "JP");

        var now = JsonElement.Parse(await AskAsync(Questions[0]));
        now.GetProperty("units").GetInt32().ShouldBe(1);
        var then = JsonElement.Parse(await AskAsync($"{Questions[0]}&asOf={Uri.EscapeDataString(before)}"));
        then.GetProperty("units").GetInt32().ShouldBe(0);
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"{Questions[0]}&region=APAC&asOf={Uri.EscapeDataString(before)}");
        using var refused = await SendAsync(ask, await CreateKeyAsync("read"));
        ((int)refused.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task A_host_that_has_not_heard_of_a_change_yet_answers_with_it_all_the_same()
    {
        await AddUnitAsync("A");
        var catalog = Services.GetRequiredService<MetricCatalog>();
        var stale = catalog.Current;
        await AddUnitAsync("B");
        catalog.Replace(stale);
        // What a host knows serves for a second; only then does it look for itself.
        Clock.Advance(TimeSpan.FromSeconds(2));

        var answer = await AskAsync(Questions[0]);
        JsonElement.Parse(answer).GetProperty("units").GetInt32().ShouldBe(2);
        (await AskAsync($"{Questions[0]}&asOf={Uri.EscapeDataString(MomentOf(answer))}")).ShouldBe(answer);
    }

    private async Task KeepAsync(List<(string Question, string Answer, string Moment)> kept)
    {
        foreach (var question in Questions)
        {
            var answer = await AskAsync(question);
            kept.Add((question, answer, MomentOf(answer)));
        }
    }

    private async Task<string> AskAsync(string question) => (await GetAsync(question)).GetRawText();

    private async Task SendAsync(params string[] rows)
    {
        await IngestAsync("metric,unit,system,at,value,weight,key\n" + string.Join('\n', rows));
        await this.RolledUpAsync();
    }

    private Task ChangeAsync(string key, Func<Metric, Metric> change) => Services.GetRequiredService<CatalogStore>()
        .SaveMetricsAsync([change(Services.GetRequiredService<MetricCatalog>().Current.FindMetric(key)!)], CancellationToken.None);

    private Task RedefineAsync(string key, Func<Metric, Metric> change, DateTimeOffset from) => Services.GetRequiredService<CatalogStore>()
        .SaveMetricAsync(change(Services.GetRequiredService<MetricCatalog>().Current.FindMetric(key)!), DateOnly.FromDateTime(from.UtcDateTime), CancellationToken.None);

    /// <summary>The moment the answer names; where it names none, any moment will do until something changes.</summary>
    private string MomentOf(string answer) => JsonElement.Parse(answer).TryGetProperty("asOf", out var asOf)
        ? asOf.GetString()!
        : Clock.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static string Row(string metric, string unit, DateTimeOffset at, string value) => FormattableString.Invariant($"{metric},{unit},,{at:yyyy-MM-ddTHH:mm:ssZ},{value},,");
}
