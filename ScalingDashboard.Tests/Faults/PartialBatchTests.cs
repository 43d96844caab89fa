using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Measurement.Ingestion.Malformed;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A batch of which some readings are bad is stored without them, and the answer says exactly which and why (requirement 8):
/// 1,000 readings, 7 of them bad, in every format. The twin is a table that loses a reading in silence.
/// </summary>
[Trait("Ring", "Fault")]
public sealed partial class PartialBatchTests(SharedProduct shared) : IClassFixture<SharedProduct>
{
    private const int Size = 1_000;

    private const string LoseOne = """
        create function lose() returns trigger language plpgsql as $$ begin
            return case when new.event_key = 'k500' then null else new end;
        end $$;
        create trigger lose before insert on readings for each row execute function lose()
        """;

    // Not while a pass still reads what the test before has sent: each would wait for the other.
    private static readonly string Mend = $"""
        select pg_advisory_xact_lock({KnowledgeLock.Key});
        drop trigger if exists lose on readings;
        drop function if exists lose;
        truncate readings
        """;

    public static TheoryData<string> Formats => [.. Door.All.Select(door => door.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Batch_with_bad_readings_is_stored_without_them_and_the_answer_names_each(string format) =>
        (await DifferencesAsync(format, null)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Batch_mutation_a_reading_is_lost_in_silence_is_found(string format) =>
        (await DifferencesAsync(format, LoseOne)).ShouldContain(difference => difference.StartsWith("stored:", StringComparison.Ordinal));

    [Theory]
    [InlineData(false, HttpStatusCode.Conflict)]
    [InlineData(true, HttpStatusCode.OK)] // The twin: said aloud, with its day, it is another meaning and no slip.
    public async Task Unit_of_a_metric_changes_only_when_it_is_said_from_which_day_on(bool isSaid, HttpStatusCode expected)
    {
        await using var product = await FreshProduct.StartAsync();
        var address = $"/api/v1/metrics/{Feeder.Metric}";
        var body = JsonNode.Parse((await product.GetAsync(address)).GetRawText())!.AsObject();
        body.Remove("effectiveFrom");
        body["unit"] = "EUR";
        if (isSaid)
            body["effectiveFrom"] = product.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

        using var answer = await product.SendAsync(request, await product.CreateKeyAsync(Policies.Manage));

        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(string format, string? mutation)
    {
        var product = shared.Product;
        await product.ExecuteAsync(Mend);
        if (mutation is not null)
            await product.ExecuteAsync(mutation);
        var door = Door.All.Single(d => d.Name == format);
        var bad = Bad(door);
        var readings = Enumerable.Range(0, Size).Select(i => bad.TryGetValue(i, out var parts) ? parts : door.Good with { Key = door.Text($"k{i}"), Value = i.ToString(CultureInfo.InvariantCulture) }).ToList();

        var answer = await SendAsync(product, door, door.Body(readings));

        var differences = new List<string>();
        var named = door.IsOtlp ? Points(answer) : [.. answer.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("index").GetInt32())];
        if (!named.SequenceEqual(bad.Keys.Order()))
            differences.Add($"named: {string.Join(", ", named)} instead of {string.Join(", ", bad.Keys.Order())}");
        if (!door.IsOtlp && (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()) != (Size - bad.Count, bad.Count))
            differences.Add($"counted: {answer}");
        if (!door.IsOtlp && answer.GetProperty("errors").EnumerateArray().Any(e => e.GetProperty("code").GetString()!.Length == 0 || e.GetProperty("message").GetString()!.Length == 0))
            differences.Add($"reasons: {answer}");
        if (await product.CountAsync("readings") is not (Size - 7) and var rows)
            differences.Add($"stored: {rows} of {Size - bad.Count}");
        return differences;
    }

    private static Dictionary<int, Parts> Bad(Door door) => new()
    {
        [0] = door.Good with { Metric = door.Text("no.such") },
        [17] = door.Good with { Unit = door.Text("NO-SUCH") },
        [333] = door.Good with { Value = "1e17" },
        [499] = door.Good with { At = door.IsOtlp ? door.Good.At.Replace("17676", "41676", StringComparison.Ordinal) : door.Text("2102-01-05T10:00:00Z") },
        [501] = door.Good with { At = door.IsOtlp ? door.Good.At.Replace("17676", "7676", StringComparison.Ordinal) : door.Text("1994-01-05T10:00:00Z") },
        [998] = door.Good with { Key = door.Text("tab\tin it") },
        [999] = door.Good with { Value = "-1e16" },
    };

    private static async Task<JsonElement> SendAsync(FreshProduct product, Door door, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new(door.MediaType) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, door.Path) { Content = content };
        using var answer = await product.SendAsync(request, await product.CreateKeyAsync(Policies.Ingest));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return door.IsOtlp ? JsonSerializer.SerializeToElement(text) : JsonElement.Parse(text);
    }

    /// <summary>The points that an answer of OTLP names, when it also counts them right.</summary>
    private static List<int> Points(JsonElement answer)
    {
        var text = answer.GetString()!;
        // As JSON, or field 1, a number, of a message in field 1.
        (text.Contains("\"rejectedDataPoints\":\"7\"", StringComparison.Ordinal) || Encoding.UTF8.GetBytes(text).AsSpan().IndexOf([(byte)0x08, (byte)7, (byte)0x12]) > 0).ShouldBeTrue(text);
        return [.. Point().Matches(text).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"point (\d+): ")]
    private static partial Regex Point();
}
