using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Annotations;

/// <summary>Notes from the person who writes them to those who read them, and what is marked automatically. Each test has a metric
/// of its own, so that it finds only its own notes.</summary>
[Trait("Ring", "Web")]
public sealed class AnnotationsThroughTheApiTests(AnnotationsThroughTheApiTests.Installation app) : IClassFixture<AnnotationsThroughTheApiTests.Installation>
{
    private const string Day = "2026-11-02";

    /// <summary>Two units, and a roll-out that began on a Monday.</summary>
    public sealed class Installation : AppFactory, IAsyncLifetime
    {
        public Installation()
            : base(Launch.NoCompany, ("Rollout:StartsOn", "2026-01-05"))
        {
        }

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await AddUnitAsync("A");
            await AddUnitAsync("B");
        }
    }

    [Fact]
    public async Task What_a_leader_writes_others_read_in_the_order_of_days()
    {
        using var leader = await app.SignInAsAsync(Roles.Leader);
        var heard = 0;
        using var listening = app.Services.GetRequiredService<LiveFeed>().Subscribe([AnnotationTopics.Any], () => Interlocked.Increment(ref heard));

        var (status, later) = await WriteAsync(leader, "impact.nps", "Survey moved to the web", "2026-11-04", "A");
        status.ShouldBe(HttpStatusCode.Created);
        await WriteAsync(leader, "impact.nps", "New survey", Day);

        heard.ShouldBe(2);
        var notes = await ListAsync("impact.nps");
        notes.Select(n => n.GetProperty("text").GetString()).ShouldBe(["New survey", "Survey moved to the web"]);
        notes.Select(n => n.GetProperty("unit").GetString()).ShouldBe([null, "A"]);
        notes[1].GetRawText().ShouldBe(later.GetRawText());
        notes[0].GetProperty("author").GetString()!.ShouldEndWith("@example.com");
        notes[0].GetProperty("metric").GetString().ShouldBe("impact.nps");
        (await ListAsync("impact.nps", "&unit=B")).Select(n => n.GetProperty("text").GetString()).ShouldBe(["New survey"]);
        (await ListAsync("impact.csat")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_note_without_a_metric_concerns_every_metric()
    {
        var board = new ClaimsPrincipal(new ClaimsIdentity(
            [new(AccessClaims.Can, Policies.Annotate), new(AccessClaims.Units, UnitScope.All.ToString()), new(ClaimTypes.Name, "board@example.com")], "test"));
        await app.Services.GetRequiredService<Annotate>().RunAsync(new NoteRequest(null, "2025-05-05", "A new strategy", null), board, default);
        foreach (var metric in new[] { "impact.nps", "operations.availability" })
            (await app.GetAsync($"/api/v1/metrics/{metric}/annotations?from=2025-05-01&to=2025-05-31")).GetProperty("annotations").EnumerateArray()
                .ShouldHaveSingleItem().GetProperty("metric").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("", Day, null, "text: has 0 characters.")]
    [InlineData("two\nlines", Day, null, "text: contains control characters")]
    [InlineData("fine", "2026-13-01", null, "day: must be a day")]
    [InlineData("fine", null, null, "day: must be a day")]
    [InlineData("fine", Day, "NOPE", "unit: 'NOPE' does not exist.")]
    public async Task What_cannot_be_kept_is_refused_and_named(string text, string? day, string? unit, string reason)
    {
        using var analyst = await app.SignInAsAsync(Roles.Analyst);
        var (status, problem) = await WriteAsync(analyst, "impact.csat", text, day, unit);
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("detail").GetString()!.ShouldStartWith(reason);
        (await ListAsync("impact.csat")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found_and_half_a_span_is_refused()
    {
        using var analyst = await app.SignInAsAsync(Roles.Analyst);
        (await WriteAsync(analyst, "impact.no_such", "x", Day)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await WithdrawAsync(analyst, 1_000_000)).ShouldBe(HttpStatusCode.NotFound);
        using var half = await analyst.GetAsync("/api/v1/metrics/impact.nps/annotations?from=2026-11-01", "application/json");
        half.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_sees_one_unit_neither_reads_nor_writes_about_others()
    {
        const string metric = "operations.error_rate";
        using var all = await app.SignInAsAsync(Roles.Analyst);
        using var narrow = await app.SignInAsAsync(Roles.Admin, "A");
        var foreign = (await WriteAsync(all, metric, "Of B", Day, "B")).Answer.GetProperty("id").GetInt64();
        var forAll = (await WriteAsync(all, metric, "Of all", Day)).Answer.GetProperty("id").GetInt64();

        (await WriteAsync(narrow, metric, "Of B as well", Day, "B")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await WriteAsync(narrow, metric, "Of all as well", Day)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await WriteAsync(narrow, metric, "Of A", Day, "A")).Status.ShouldBe(HttpStatusCode.Created);

        using var seen = await narrow.GetAsync($"/api/v1/metrics/{metric}/annotations?from=2026-11-01&to=2026-11-03", "application/json");
        Notes(JsonElement.Parse(await seen.Content.ReadAsStringAsync())).Select(n => n.GetProperty("text").GetString()).ShouldBe(["Of all", "Of A"]);
        (await WithdrawAsync(narrow, foreign)).ShouldBe(HttpStatusCode.NotFound);
        (await WithdrawAsync(narrow, forAll)).ShouldBe(HttpStatusCode.Forbidden);
        (await ListAsync(metric)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Its_author_and_an_administrator_withdraw_a_note_and_it_stays_on_record()
    {
        const string metric = "operations.availability";
        using var author = await app.SignInAsAsync(Roles.Leader);
        using var other = await app.SignInAsAsync(Roles.Analyst);
        using var admin = await app.SignInAsAsync(Roles.Admin);
        var first = (await WriteAsync(author, metric, "One", Day)).Answer.GetProperty("id").GetInt64();
        var second = (await WriteAsync(author, metric, "Two", Day)).Answer.GetProperty("id").GetInt64();

        (await WithdrawAsync(other, first)).ShouldBe(HttpStatusCode.Forbidden);
        (await WithdrawAsync(author, first)).ShouldBe(HttpStatusCode.NoContent);
        (await WithdrawAsync(author, first)).ShouldBe(HttpStatusCode.NotFound);
        (await WithdrawAsync(admin, second)).ShouldBe(HttpStatusCode.NoContent);

        (await ListAsync(metric)).ShouldBeEmpty();
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            $"SELECT count(*) FROM annotations WHERE id IN ({first}, {second}) AND withdrawn_by LIKE '%@example.com' AND withdrawn_at >= written_at");
        (await command.ExecuteScalarAsync()).ShouldBe(2L);
    }

    [Fact]
    public async Task A_program_reads_notes_and_writes_none()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/metrics/impact.nps/annotations") { Content = new StringContent("{}", null, "application/json") };
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync([.. Policies.All]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task As_of_a_moment_the_notes_are_those_that_stood_then()
    {
        const string metric = "operations.data_quality";
        await app.IngestAsync("metric,unit,at,value,weight\nimpact.win_rate,A,2026-11-02T10:00:00Z,40,100");
        await app.RolledUpAsync();
        using var author = await app.SignInAsAsync(Roles.Leader);
        var before = app.Clock.GetUtcNow();
        var id = (await WriteAsync(author, metric, "Withdrawn later", Day)).Answer.GetProperty("id").GetInt64();
        var between = app.Clock.GetUtcNow();
        await WithdrawAsync(author, id);

        (await AsOfAsync(before)).ShouldBeEmpty();
        (await AsOfAsync(between)).ShouldHaveSingleItem().Text.ShouldBe("Withdrawn later");
        (await AsOfAsync(null)).ShouldBeEmpty();

        async Task<IEnumerable<Annotation>> AsOfAsync(DateTimeOffset? moment)
        {
            var known = await app.Services.GetRequiredService<KnownMoments>().AtAsync(moment, default);
            var slice = known.Catalog.Resolve(SliceFilter.Everything, UnitScope.All);
            return await app.Services.GetRequiredService<AnnotationReader>().ReadAsync(known.Catalog.FindMetric(metric)!, slice, new(2026, 11, 1), new(2026, 11, 3), known, default);
        }
    }

    [Fact]
    public async Task The_waves_go_live_by_plan()
    {
        var answer = await app.GetAsync("/api/v1/metrics/adoption.active_users/annotations?from=2026-01-01&to=2026-12-31");
        var waves = answer.GetProperty("annotations").EnumerateArray().Where(a => a.GetProperty("kind").GetString() == "wave").ToList();
        waves.Select(w => w.GetProperty("day").GetString()).ShouldBe(["2026-03-02", "2026-04-27", "2026-06-22", "2026-08-17", "2026-09-14"]);
        waves[1].GetProperty("text").GetString().ShouldBe("Wave 2 is live by plan: Customer-facing functions");
        waves[1].GetProperty("author").GetString().ShouldBe(Annotation.Automatic);
    }

    [Fact]
    public async Task Incidents_mark_the_days_on_which_they_were_exceptional_and_only_where_they_were()
    {
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        var rows = Enumerable.Range(1, 90).SelectMany(ago => new[] { Row("risk.critical_open", "A", ago, ago is 5 or 4 ? 3 : 1), Row("risk.critical_open", "B", ago, 0) })
            .Concat(Enumerable.Range(0, 40).Select(week => Row("risk.incidents_opened", "A", 3 + 7 * week, week == 1 ? 90 : 20 + week % 5)));
        await app.IngestAsync("metric,unit,at,value\n" + string.Join('\n', rows));
        await app.RolledUpAsync();

        (await IncidentsAsync("")).ShouldBe([(10, "Security incidents opened: 90 is "), (5, "Open critical incidents rose to 3")]);
        (await IncidentsAsync("&unit=B")).ShouldBeEmpty();

        string Row(string metric, string unit, int ago, int value) => FormattableString.Invariant($"{metric},{unit},{today.AddDays(-ago):yyyy-MM-dd}T06:00:00Z,{value}");

        async Task<List<(int Ago, string Text)>> IncidentsAsync(string narrowed)
        {
            var answer = await app.GetAsync(FormattableString.Invariant($"/api/v1/metrics/operations.availability/annotations?from={today.AddDays(-30):yyyy-MM-dd}&to={today.AddDays(30):yyyy-MM-dd}{narrowed}"));
            return [.. answer.GetProperty("annotations").EnumerateArray().Where(a => a.GetProperty("kind").GetString() == "incident")
                .Select(a => (today.DayNumber - DateOnly.Parse(a.GetProperty("day").GetString()!, CultureInfo.InvariantCulture).DayNumber, a.GetProperty("text").GetString()![..33]))];
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> WriteAsync(Visitor person, string metric, string text, string? day, string? unit = null)
    {
        using var answer = await person.SendAsync(HttpMethod.Post, $"/api/v1/metrics/{metric}/annotations", new { day, text, unit });
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<HttpStatusCode> WithdrawAsync(Visitor person, long id)
    {
        using var answer = await person.SendAsync(HttpMethod.Delete, $"/api/v1/annotations/{id}", null);
        return answer.StatusCode;
    }

    /// <summary>People's notes of the days around <see cref="Day"/>, as a program that sees all reads them.</summary>
    private async Task<List<JsonElement>> ListAsync(string metric, string narrowed = "") =>
        Notes(await app.GetAsync($"/api/v1/metrics/{metric}/annotations?from=2026-11-01&to=2026-11-10{narrowed}"));

    private static List<JsonElement> Notes(JsonElement answer) =>
        [.. answer.GetProperty("annotations").EnumerateArray().Where(a => a.GetProperty("kind").GetString() == "note")];
}
