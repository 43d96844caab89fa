using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>A closed month is corrected, and everybody who sees its figures is told: from the request to the answer.</summary>
[Trait("Ring", "Web")]
public sealed class RestatementsThroughTheApiTests(RestatementsThroughTheApiTests.Installation app) : IClassFixture<RestatementsThroughTheApiTests.Installation>
{
    private const string Amount = "impact.cost_savings.cashable", Ratio = "operations.availability", Weekly = "impact.win_rate", Loaded = "impact.ai_cost", Level = "adoption.ticket_backlog";

    /// <summary>Two units; yesterday's figures came in time, and long after they were closed one of them is corrected.</summary>
    public sealed class Installation : AppFactory, IAsyncLifetime
    {
        public string Day { get; private set; } = "";

        public DateTimeOffset Before { get; private set; }

        public DateTimeOffset Between { get; private set; }

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await AddUnitAsync("A", "EMEA", "DE");
            await AddUnitAsync("B", "AMER", "US");
            var yesterday = Clock.GetUtcNow().AddDays(-1);
            Day = yesterday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await RollUpAsync($"{Amount},A,,{Day}T10:00:00Z,100,,", $"{Amount},B,,{Day}T10:00:00Z,40,,", $"{Ratio},A,,{Day}T10:00:00Z,30,100,", $"{Ratio},B,,{Day}T10:00:00Z,2,10,",
                $"{Weekly},A,,{Day}T10:00:00Z,1,10,");
            // Another day of another metric, in pieces: a history that is being loaded.
            foreach (var unit in new[] { "A", "B" })
                for (var day = 20; day < 25; day++)
                    await RollUpAsync($"{Loaded},{unit},,{yesterday.AddDays(-day):yyyy-MM-dd}T10:00:00Z,1,,");
            // Still open: the morning after.
            await RollUpAsync($"{Amount},A,,{Day}T10:00:00Z,101,,");
            Before = Clock.GetUtcNow();
            Clock.Advance(TimeSpan.FromDays(5));
            await RollUpAsync($"{Amount},A,,{Day}T10:00:00Z,90,,", $"{Ratio},B,,{Day}T10:00:00Z,5,10,", $"{Weekly},A,,{Day}T10:00:00Z,2,10,");
            Between = Clock.GetUtcNow();
            Clock.Advance(TimeSpan.FromDays(1));
            var last = await RollUpAsync($"{Amount},B,,{Day}T11:00:00Z,9.50,,second", $"{Level},A,,{Day}T10:00:00Z,7,,");
            Clock.Advance(TimeSpan.FromDays(4));
            using var withdrawal = await SendAsync(new(HttpMethod.Delete, $"/api/v1/batches/{last}"), await CreateKeyAsync("ingest", "manage"));
            withdrawal.EnsureSuccessStatusCode();
            await this.RolledUpAsync();
            await RollUpAsync($"{Level},A,,{Day}T10:00:00Z,8,,");
        }

        private async Task<long> RollUpAsync(params string[] rows)
        {
            var report = await IngestAsync("metric,unit,system,at,value,weight,key\n" + string.Join('\n', rows));
            await this.RolledUpAsync();
            return report.GetProperty("batch").GetInt64();
        }
    }

    [Fact]
    public async Task Each_change_of_a_closed_day_is_listed_newest_first()
    {
        var answer = await app.GetAsync($"/api/v1/metrics/{Amount}/restatements?period=30d");
        answer.GetProperty("more").GetBoolean().ShouldBeFalse();
        var list = List(answer);
        list.Select(r => (r.GetProperty("old").GetDecimal(), r.GetProperty("new").GetDecimal(), r.GetProperty("change").GetDecimal()))
            .ShouldBe([(139.5m, 130m, -9.5m), (130m, 139.5m, 9.5m), (141m, 130m, -11m)]);
        list.Select(r => r.GetProperty("units")[0].GetString()).ShouldBe(["B", "B", "A"]);
        list.ShouldAllBe(r => r.GetProperty("day").GetString() == app.Day && r.GetProperty("unit").GetString() == "USD" && r.GetProperty("source").GetString()!.Length > 0);
        list[0].GetProperty("batch").GetInt64().ShouldBeGreaterThan(list[1].GetProperty("batch").GetInt64());
        list[0].GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(list[0].GetProperty("recordedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Asked_for_as_of_its_moment_the_series_says_the_new_and_before_it_the_old()
    {
        foreach (var restatement in List(await app.GetAsync($"/api/v1/metrics/{Amount}/restatements?period=30d")))
        {
            var at = restatement.GetProperty("at").GetDateTimeOffset();
            (await ValueAsync(at)).ShouldBe(restatement.GetProperty("new").GetDecimal());
            (await ValueAsync(at.AddTicks(-10))).ShouldBe(restatement.GetProperty("old").GetDecimal());
        }

        async Task<decimal> ValueAsync(DateTimeOffset at) =>
            (await app.GetAsync($"/api/v1/metrics/{Amount}/series?from={app.Day}&to={app.Day}&asOf={Text(at)}")).GetProperty("points")[0].GetProperty("value").GetDecimal();
    }

    [Fact]
    public async Task A_ratio_is_restated_by_its_own_rule()
    {
        var only = List(await app.GetAsync($"/api/v1/metrics/{Ratio}/restatements?from={app.Day}&to={app.Day}")).ShouldHaveSingleItem();
        (only.GetProperty("old").GetDecimal(), only.GetProperty("new").GetDecimal()).ShouldBe((29.0909090909091m, 31.8181818181818m));
    }

    [Fact]
    public async Task A_closed_day_that_is_taken_back_and_comes_again_is_restated_twice()
    {
        var list = List(await app.GetAsync($"/api/v1/metrics/{Level}/restatements?period=30d"));
        list.Select(r => (r.GetProperty("old").GetRawText(), r.GetProperty("new").GetRawText(), r.GetProperty("change").GetRawText()))
            .ShouldBe([("null", "8", "null"), ("7", "null", "null")]);
        list[0].GetProperty("source").GetString().ShouldNotBe(list[1].GetProperty("source").GetString());
    }

    [Fact]
    public async Task What_is_reported_by_the_week_is_open_for_longer() =>
        List(await app.GetAsync($"/api/v1/metrics/{Weekly}/restatements?period=30d")).ShouldBeEmpty();

    [Fact]
    public async Task A_reader_sees_the_changes_of_the_own_slice_and_no_others()
    {
        var europe = List(await app.GetAsync($"/api/v1/metrics/{Amount}/restatements?period=30d&region=EMEA")).ShouldHaveSingleItem();
        (europe.GetProperty("old").GetDecimal(), europe.GetProperty("new").GetDecimal()).ShouldBe((101, 90));

        using var visitor = await app.SignInAsAsync("analyst", "B");
        using var answer = await visitor.GetAsync($"/api/v1/metrics/{Amount}/restatements?period=30d");
        List(JsonElement.Parse(await answer.Content.ReadAsStringAsync())).Select(r => (r.GetProperty("old").GetDecimal(), r.GetProperty("new").GetDecimal()))
            .ShouldBe([(49.5m, 40m), (40m, 49.5m)]);
    }

    [Fact]
    public async Task What_was_not_known_yet_is_not_listed()
    {
        List(await app.GetAsync($"/api/v1/metrics/{Amount}/restatements?period=30d&asOf={Text(app.Before)}")).ShouldBeEmpty();
        List(await app.GetAsync($"/api/v1/metrics/{Amount}/restatements?period=30d&asOf={Text(app.Between)}")).ShouldHaveSingleItem()
            .GetProperty("new").GetDecimal().ShouldBe(130);
    }

    [Fact]
    public async Task The_dashboard_counts_them_beside_the_figure_as_known_at_its_moment()
    {
        var now = await RestatedAsync("");
        now.GetProperty("count").GetInt32().ShouldBe(3);
        now.GetProperty("lastAt").GetDateTimeOffset().ShouldBeGreaterThan(app.Between);
        (await RestatedAsync($"&asOf={Text(app.Between)}")).GetProperty("count").GetInt32().ShouldBe(1);
        (await RestatedAsync("&unit=A")).GetProperty("count").GetInt32().ShouldBe(1);
        (await RestatedAsync($"&asOf={Text(app.Before)}")).ValueKind.ShouldBe(JsonValueKind.Null);

        async Task<JsonElement> RestatedAsync(string more) => (await app.GetAsync($"/api/v1/dashboard?period=30d{more}"))
            .GetProperty("quadrants").EnumerateArray().SelectMany(q => q.GetProperty("panels").EnumerateArray())
            .Single(panel => panel.GetProperty("key").GetString() == "impact.savings").GetProperty("headline").GetProperty("restated");
    }

    [Fact]
    public async Task Loading_history_piece_by_piece_restates_nothing()
    {
        List(await app.GetAsync($"/api/v1/metrics/{Loaded}/restatements?period=90d")).ShouldBeEmpty();
        await using var marks = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            $"SELECT count(*) FROM rollup_restatements r JOIN metrics m ON m.id = r.metric_id WHERE m.key = '{Loaded}'");
        (await marks.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Theory]
    [InlineData("impact.nothing", "", HttpStatusCode.NotFound)]
    [InlineData(Amount, "?period=90d&from=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData(Amount, "?from=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData(Amount, "?from=yesterday&to=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData(Amount, "?region=MARS", HttpStatusCode.BadRequest)]
    [InlineData("impact.payback", "", HttpStatusCode.UnprocessableEntity)]
    public async Task What_can_not_be_answered_is_refused(string metric, string query, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/metrics/{metric}/restatements{query}");
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync([.. Policies.All]));
        answer.StatusCode.ShouldBe(expected);
    }

    private static List<JsonElement> List(JsonElement answer) => [.. answer.GetProperty("restatements").EnumerateArray()];

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
