using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Malformed;

/// <summary>Every malformed input at its door: refused in words or counted, never a server error, and nothing stored that the
/// answer does not speak of.</summary>
[Trait("Ring", "Web")]
public sealed class MalformedInputTests(AppFactory app, ITestOutputHelper output) : IClassFixture<AppFactory>
{
    private long _seen;

    public static TheoryData<string> Formats => [.. Door.All.Select(door => door.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_malformed_input_is_refused_or_counted_and_nothing_else_is_stored(string format)
    {
        await app.AddUnitAsync("FIN-DE");
        var inputs = MalformedInputs.All.Where(input => input.Door.Name == format).ToList();
        var key = await app.CreateKeyAsync(Policies.Ingest);
        var before = _seen = await StoredAsync();
        var (taken, complaints) = (0L, new List<string>());
        foreach (var input in inputs)
        {
            var answer = await SendAsync(input, key);
            taken += answer.Taken;
            if (answer.Status >= 500 || (answer.Taken > 0 && !input.MayBeTaken) || (answer.Taken == 0 && !answer.IsExplained && !input.MayBeTaken))
                complaints.Add($"{input}: {answer.Status} {answer.Text}");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs.Count} inputs, {taken} readings taken of damage that left a valid body"));
        complaints.ShouldBeEmpty();
        (await StoredAsync() - before).ShouldBe(taken);
    }

    [Fact]
    public void The_table_of_the_guide_counts_what_is_tried()
    {
        // | cut off after each byte | 131 | 117 | ... |
        Guide.Text.ShouldContain(string.Concat(MalformedInputs.All.GroupBy(input => input.Kind).Select(kind => Row(kind.Key, kind)).Append(Row("together", MalformedInputs.All))));

        static string Row(string kind, IEnumerable<MalformedInput> inputs) =>
            string.Create(CultureInfo.InvariantCulture, $"| {kind} | {string.Join(" | ", Door.All.Select(door => inputs.Count(input => input.Door == door)))} |\n");
    }

    private async Task<(int Status, long Taken, bool IsExplained, string Text)> SendAsync(MalformedInput input, string key)
    {
        using var content = new ByteArrayContent(input.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue(input.Door.MediaType);
        if (input.Encoding is not null)
            content.Headers.ContentEncoding.Add(input.Encoding);
        using var request = new HttpRequestMessage(HttpMethod.Post, input.Door.Path) { Content = content };
        using var answer = await app.SendAsync(request, key);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            return ((int)answer.StatusCode, 0, text.Length > 0, text);
        if (input.Door.IsOtlp)
            // It says only what it did not take; each body is about one point.
            return (200, text is "" or "{}" ? await NewestAsync() : 0, text is not ("" or "{}"), text);
        var report = JsonElement.Parse(text);
        return (200, report.GetProperty("accepted").GetInt64(), report.GetProperty("rejected").GetInt32() > 0 && report.GetProperty("errors")[0].GetProperty("index").GetInt32() == 0, text);
    }

    /// <summary>How many readings were stored since it was asked last.</summary>
    private async Task<long> NewestAsync()
    {
        var now = await StoredAsync();
        (var before, _seen) = (_seen, now);
        return now - before;
    }

    private async Task<long> StoredAsync()
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT count(*) FROM readings");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
