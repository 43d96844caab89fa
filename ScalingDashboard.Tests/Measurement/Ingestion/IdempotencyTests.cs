using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>Requirement 3: sending a request again does no harm and tells the sender what became of the first.</summary>
[Trait("Ring", "Web")]
public sealed class IdempotencyTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const int Times = 100, AtOnce = 32;

    private static int _day;

    [Fact]
    public async Task A_request_sent_a_hundred_times_has_one_effect_and_one_answer()
    {
        await app.AddUnitAsync("FIN-DE");
        var (key, body) = (await KeyAsync(), Body("12.5"));
        var answers = new List<(HttpStatusCode Status, string Text, bool Replayed)>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Times), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) =>
        {
            // Refused while the first is under way, a sender sends it again.
            (HttpStatusCode Status, string Text, bool Replayed) answer;
            do
                answer = await SendAsync(key, "one", body);
            while (answer.Status == HttpStatusCode.Conflict);
            lock (answers)
                answers.Add(answer);
        });

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.Select(a => a.Text).Distinct().Count().ShouldBe(1);
        answers[0].Text.ShouldStartWith("""{"accepted":1,"unchanged":0,""");
        answers.Count(a => !a.Replayed).ShouldBe(1);
        (await StoredAsync(body)).ShouldBe((1, 12.5m));
    }

    [Fact]
    public async Task Repetitions_without_a_key_or_with_another_are_counted_as_unchanged()
    {
        await app.AddUnitAsync("FIN-DE");
        var (key, body) = (await KeyAsync(), Body("3"));
        (await SendAsync(key, null, body)).Text.ShouldStartWith("""{"accepted":1,"unchanged":0,""");
        (await SendAsync(key, null, body)).Text.ShouldStartWith("""{"accepted":0,"unchanged":1,""");
        (await SendAsync(key, "other", body)).ShouldSatisfyAllConditions(a => a.Text.ShouldStartWith("""{"accepted":0,"unchanged":1,"""), a => a.Replayed.ShouldBeFalse());
        (await StoredAsync(body)).ShouldBe((1, 3m));
    }

    [Fact]
    public async Task A_key_with_another_body_is_refused_and_stores_nothing()
    {
        await app.AddUnitAsync("FIN-DE");
        var (key, first, second) = (await KeyAsync(), Body("1"), Body("2"));
        (await SendAsync(key, "used", first)).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await SendAsync(key, "used", second);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Choose a new key");
        (await StoredAsync(second)).ShouldBe((0, 0m));
        // Another sender's keys are its own.
        (await SendAsync(await KeyAsync(), "used", second)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_of_which_all_was_rejected_is_remembered_too()
    {
        var (key, body) = (await KeyAsync(), "metric,unit,system,at,value,weight,key\nno.such,FIN-DE,,2026-01-01T00:00:00Z,1,,\n");
        var first = await SendAsync(key, "bad", body);
        var again = await SendAsync(key, "bad", body);
        (first.Status, first.Replayed).ShouldBe((HttpStatusCode.OK, false));
        (again.Text, again.Replayed).ShouldBe((first.Text, true));
    }

    [Fact]
    public async Task Two_hosts_know_each_others_answers()
    {
        await app.AddUnitAsync("FIN-DE");
        var (key, body) = (await KeyAsync(), Body("9"));
        var first = await SendAsync(key, "hosts", body);
        var second = await app.StartBesideAsync();
        try
        {
            var again = await SendAsync(key, "hosts", body, second);
            (again.Text, again.Replayed).ShouldBe((first.Text, true));
        }
        finally
        {
            await second.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("")]
    public async Task A_key_that_is_none_is_refused(string name) =>
        (await SendAsync(await KeyAsync(), name, Body("1"))).Status.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<(HttpStatusCode Status, string Text, bool Replayed)> SendAsync(string key, string? name, string body, AppFactory? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")) };
        if (name is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", name);
        using var answer = await (host ?? app).SendAsync(request, key);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Contains("Idempotency-Replayed"));
    }

    private Task<string> KeyAsync() => app.CreateKeyAsync(Policies.Ingest);

    // Each in a day of its own, by which it is found again.
    private static string Body(string value) => string.Create(CultureInfo.InvariantCulture,
        $"metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,FIN-DE,,{new DateOnly(2026, 1, 1).AddDays(Interlocked.Increment(ref _day)):yyyy-MM-dd}T00:00:00Z,{value},,\n");

    private async Task<(long Count, decimal Sum)> StoredAsync(string body)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT count(*), coalesce(sum(value), 0) FROM readings WHERE day = $1");
        command.Parameters.Add(new() { Value = DateOnly.ParseExact(body.Split('\n')[1].Split(',')[3][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture) });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetDecimal(1));
    }
}
