using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Targets;

/// <summary>Targets for spans of days, from the request to every figure that is judged by them.</summary>
[Trait("Ring", "Web")]
public sealed class TargetsThroughTheApiTests : AppFactory
{
    private const string Savings = "impact.cost_savings.cashable";

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Figures_follow_the_targets_of_their_units_and_the_past_keeps_its_own()
    {
        var (from, to) = (Today.AddDays(-20), Today.AddDays(-11));
        var board = $"/api/v1/dashboard?period={Text(from)}..{Text(to)}";
        await SendReadingsAsync(from);
        var own = await HeadlineAsync(board);
        own.GetProperty("target").GetDecimal().ShouldBeGreaterThan(1_000_000m);
        (await HeadlineAsync($"{board}&unit=A")).GetProperty("target").ValueKind.ShouldBe(JsonValueKind.Null);
        var before = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromSeconds(5));

        await PutAsync("A", Span(from, to, 1_000m));
        var ofA = await HeadlineAsync($"{board}&unit=A");
        (ofA.GetProperty("target").GetDecimal(), ofA.GetProperty("limit").GetDecimal(), ofA.GetProperty("status").GetString()).ShouldBe((1_000m, 900m, "on-track"));
        (await HeadlineAsync($"{board}&unit=B")).GetProperty("status").GetString().ShouldBe("unknown");
        (await HeadlineAsync(board)).GetProperty("target").GetDecimal().ShouldBe(own.GetProperty("target").GetDecimal());
        (await HeadlineAsync($"{board}&function=finance")).GetProperty("target").ValueKind.ShouldBe(JsonValueKind.Null);

        // The company's own is that of the whole until each unit has one.
        await PutAsync(null, Span(from, to, 1_600m));
        var whole = await HeadlineAsync(board);
        (whole.GetProperty("value").GetDecimal(), whole.GetProperty("target").GetDecimal(), whole.GetProperty("status").GetString()).ShouldBe((1_500m, 1_600m, "at-risk"));
        await PutAsync("B", Span(from, from.AddDays(4), 800m), Span(from.AddDays(5), to, 1_200m));
        whole = await HeadlineAsync(board);
        (whole.GetProperty("target").GetDecimal(), whole.GetProperty("status").GetString()).ShouldBe((3_000m, "off-track"));
        whole.GetProperty("statusReason").GetString()!.ShouldEndWith("of 2 units added up");

        var moment = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromSeconds(5));
        using (var withdrawn = await SendAsync(new(HttpMethod.Delete, $"/api/v1/metrics/{Savings}/targets?unit=B"), await CreateKeyAsync("manage")))
            withdrawn.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await HeadlineAsync(board)).GetProperty("target").GetDecimal().ShouldBe(1_600m);
        (await HeadlineAsync($"{board}&asOf={At(moment)}")).GetProperty("target").GetDecimal().ShouldBe(3_000m);
        (await HeadlineAsync($"{board}&asOf={At(before)}")).GetProperty("target").GetDecimal().ShouldBe(own.GetProperty("target").GetDecimal());

        var listed = await GetAsync($"/api/v1/metrics/{Savings}/targets");
        listed.GetProperty("targets").EnumerateArray().Select(t => t.GetProperty("unit").GetString()).ShouldBe([null, "A"]);
    }

    [Fact]
    public async Task A_span_that_is_running_is_asked_for_what_is_due_by_now_and_says_the_pace()
    {
        var (from, to) = (Today.AddDays(-9), Today.AddDays(20));
        await SendReadingsAsync(from);
        await PutAsync(null, Span(from, to, 3_000m));

        var figure = await HeadlineAsync($"/api/v1/dashboard?period={Text(from)}..{Text(to)}");
        figure.GetProperty("target").GetDecimal().ShouldBeInRange(900m, 1_000m);
        figure.GetProperty("statusReason").GetString()!.ShouldContain("of $3,000 for ");
        // The pace is that of the span, whatever days of it are looked at.
        foreach (var period in new[] { $"{Text(from)}..{Text(to)}", "30d" })
        {
            var pace = (await HeadlineAsync($"/api/v1/dashboard?period={period}")).GetProperty("pace");
            pace.GetProperty("soFar").GetDecimal().ShouldBe(1_500m, period);
            pace.GetProperty("needed").GetDecimal().ShouldBeInRange(71m, 76m);
            pace.GetProperty("words").GetString()!.ShouldContain($"a day needed to reach $3,000 by ");
        }
    }

    [Fact]
    public async Task Open_boards_of_every_host_follow_within_a_second()
    {
        var (from, to) = (Today.AddDays(-20), Today.AddDays(-11));
        await SendReadingsAsync(from);
        var beside = await StartBesideAsync();
        try
        {
            var query = new DashboardQuery($"{Text(from)}..{Text(to)}", SliceFilter.Everything, UnitScope.All);
            using var heard = new SemaphoreSlim(0);
            using var listening = beside.Services.GetRequiredService<LiveFeed>().Subscribe([RollupTopics.Any], () => heard.Release());
            (await TargetAsync()).ShouldNotBe(1_600m);
            await PutAsync(null, Span(from, to, 1_600m));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (await TargetAsync() != 1_600m)
                await heard.WaitAsync(patience.Token);

            async Task<decimal?> TargetAsync() => (await beside.Services.GetRequiredService<IDashboardSnapshots>().GetAsync(query, CancellationToken.None))
                .Panels.Single(p => p.Panel.Key == "impact.savings").Headline.Target;
        }
        finally
        {
            await beside.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_wrong_is_refused_and_named_and_only_who_manages_sets_targets()
    {
        await AddUnitAsync("A");
        var span = Span(Today, Today.AddDays(9), 5m);
        foreach (var (unit, spans, said) in new (string?, object[], string)[]
        {
            ("NOPE", [span], "unit: 'NOPE' does not exist."),
            ("A", [span, span], "spans[1].from: "),
            ("A", [], "spans: has 0 entries."),
        })
        {
            using var refused = await AskAsync(unit, spans, "manage");
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!.ShouldStartWith(said);
        }
        using var reader = await AskAsync("A", [span], "read");
        reader.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var none = await SendAsync(new(HttpMethod.Delete, $"/api/v1/metrics/{Savings}/targets"), await CreateKeyAsync("manage"));
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var unknown = await SendAsync(new(HttpMethod.Get, "/api/v1/metrics/no.such/targets"), await CreateKeyAsync("read"));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_sees_one_unit_sees_its_targets_and_those_of_the_company_and_sets_none_for_all()
    {
        await AddUnitAsync("A");
        await AddUnitAsync("B");
        foreach (var unit in new[] { null, "A", "B" })
            await PutAsync(unit, Span(Today, Today.AddDays(9), 5m));
        using var admin = await SignInAsAsync(Roles.Admin, "A");
        var listed = JsonElement.Parse(await (await admin.GetAsync($"/api/v1/metrics/{Savings}/targets", "application/json")).Content.ReadAsStringAsync());
        listed.GetProperty("targets").EnumerateArray().Select(t => t.GetProperty("unit").GetString()).ShouldBe([null, "A"]);
        foreach (var (unit, status) in new[] { (null, HttpStatusCode.Forbidden), ("B", HttpStatusCode.UnprocessableEntity), ("A", HttpStatusCode.OK) })
        {
            using var answer = await admin.SendAsync(HttpMethod.Put, $"/api/v1/metrics/{Savings}/targets", new { unit, spans = new[] { Span(Today, Today.AddDays(9), 6m) } });
            answer.StatusCode.ShouldBe(status, unit ?? "all");
        }
    }

    private async Task SendReadingsAsync(DateOnly from)
    {
        await AddUnitAsync("A");
        await AddUnitAsync("B");
        var report = await IngestAsync($"metric,unit,at,value\n{Savings},A,{Text(from)}T01:00:00Z,1000\n{Savings},B,{Text(from)}T01:00:00Z,500");
        report.GetProperty("rejected").GetInt32().ShouldBe(0, report.ToString());
        await this.RolledUpAsync();
    }

    private async Task<JsonElement> HeadlineAsync(string board) => (await GetAsync(board)).GetProperty("quadrants")[0]
        .GetProperty("panels").EnumerateArray().Single(p => p.GetProperty("key").GetString() == "impact.savings").GetProperty("headline");

    private async Task PutAsync(string? unit, params object[] spans)
    {
        using var answer = await AskAsync(unit, spans, "manage");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> AskAsync(string? unit, object[] spans, string grant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/metrics/{Savings}/targets") { Content = JsonContent.Create(new { unit, spans }) };
        return await SendAsync(request, await CreateKeyAsync(grant));
    }

    private static object Span(DateOnly from, DateOnly to, decimal goal) => new { from = Text(from), to = Text(to), goal };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string At(DateTimeOffset moment) => Uri.EscapeDataString(moment.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
