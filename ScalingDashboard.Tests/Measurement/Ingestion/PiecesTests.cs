using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>A request larger than what is gathered at a time is stored in pieces, and is one batch all the same: whole or absent,
/// with one number, one answer and one way back.</summary>
[Trait("Ring", "Web")]
public sealed class PiecesTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const int Rows = 50_500;
    private const string Metric = "impact.cost_savings.cashable";

    [Fact]
    public async Task A_large_request_is_one_batch_and_is_taken_back_as_one()
    {
        await app.AddUnitAsync("PIECES-1");
        // The last month of all is met in the last piece only.
        var report = await SendAsync(Csv("PIECES-1", Rows) + Row("PIECES-1", new(2019, 3, 1, 0, 0, 0, TimeSpan.Zero), 1));
        Counts(report).ShouldBe((Rows + 1, 0, 0, 0));
        (await StoredAsync("PIECES-1")).ShouldBe((Rows + 1, 1, Rows + 1));

        var again = await SendAsync(Csv("PIECES-1", Rows));
        Counts(again).ShouldBe((0, Rows, 0, 0));

        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/batches/{report.GetProperty("batch").GetInt64()}");
        using var gone = await app.SendAsync(delete, await KeyAsync());
        gone.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StoredAsync("PIECES-1")).Readings.ShouldBe(0);
    }

    [Fact]
    public async Task A_key_that_stands_in_two_pieces_is_corrected_by_the_later()
    {
        await app.AddUnitAsync("PIECES-2");
        var report = await SendAsync(Csv("PIECES-2", Rows) + Row("PIECES-2", At(0), 7) + Row("PIECES-2", At(1), 1));
        Counts(report).ShouldBe((Rows, 1, 1, 0));
        (await StoredAsync("PIECES-2")).ShouldBe((Rows, 1, Rows - 1 + 7));
    }

    [Fact]
    public async Task Errors_are_named_by_their_place_in_the_whole_request()
    {
        await app.AddUnitAsync("PIECES-3");
        var report = await SendAsync(Csv("PIECES-3", Rows) + Row("NOWHERE", At(0), 1) + Row("PIECES-3", At(Rows), 1));
        Counts(report).ShouldBe((Rows + 1, 0, 0, 1));
        report.GetProperty("errors")[0].GetProperty("index").GetInt32().ShouldBe(Rows);
    }

    [Fact]
    public async Task A_body_that_breaks_in_a_later_piece_stores_nothing()
    {
        await app.AddUnitAsync("PIECES-4");
        using var answer = await PostAsync(Csv("PIECES-4", Rows) + "\"never closed", once: null);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await StoredAsync("PIECES-4")).Readings.ShouldBe(0);
    }

    [Fact]
    public async Task A_large_request_with_a_key_has_one_effect_and_one_answer()
    {
        await app.AddUnitAsync("PIECES-5");
        var body = Csv("PIECES-5", Rows);
        using var first = await PostAsync(body, "large");
        using var second = await PostAsync(body, "large");
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        using var other = await PostAsync(body + Row("PIECES-5", At(Rows), 1), "large");
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StoredAsync("PIECES-5")).ShouldBe((Rows, 1, Rows));
    }

    private static DateTimeOffset At(int row) => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(row);

    private static string Row(string unit, DateTimeOffset at, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"{Metric},{unit},{at:yyyy-MM-dd'T'HH:mm:ss'Z'},{value}\n");

    private static string Csv(string unit, int rows)
    {
        var text = new StringBuilder("metric,unit,at,value\n");
        for (var row = 0; row < rows; row++)
            text.Append(Row(unit, At(row), 1));
        return text.ToString();
    }

    private static (int Accepted, int Unchanged, int Corrected, int Rejected) Counts(JsonElement report) => (
        report.GetProperty("accepted").GetInt32(), report.GetProperty("unchanged").GetInt32(),
        report.GetProperty("corrected").GetInt32(), report.GetProperty("rejected").GetInt32());

    private string? _key;

    private async Task<string> KeyAsync() => _key ??= await app.CreateKeyAsync([.. Policies.All]);

    private async Task<HttpResponseMessage> PostAsync(string csv, string? once)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = new StringContent(csv, Encoding.UTF8, "text/csv") };
        if (once is not null)
            request.Headers.Add("Idempotency-Key", once);
        return await app.SendAsync(request, await KeyAsync());
    }

    private async Task<JsonElement> SendAsync(string csv)
    {
        using var answer = await PostAsync(csv, once: null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Readings of a unit, the batches that brought them, and their sum.</summary>
    private async Task<(long Readings, long Batches, decimal Sum)> StoredAsync(string unit)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select count(*), count(distinct r.batch_id), coalesce(sum(r.value), 0) from readings r join business_units u on u.id = r.unit_id where u.code = $1");
        command.Parameters.Add(new() { Value = unit });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetDecimal(2));
    }
}
