using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Reports;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Reports;

/// <summary>An analyst's way from the outside: order a report, wait, fetch the workbook, open and recalculate it in a
/// spreadsheet program, and find the numbers of the API in it.</summary>
[Trait("Ring", "Web")]
public sealed class ReportThroughTheApiTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task The_workbook_recalculated_says_what_the_api_says()
    {
        await app.AddUnitAsync("A");
        await app.AddUnitAsync("B", "AMER", "US");
        var at = app.Clock.GetUtcNow().AddHours(-2).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        await app.IngestAsync($"""
            metric,unit,system,at,value,weight,key
            impact.cost_savings.cashable,A,,{at},1250.55,,
            impact.cost_savings.cashable,B,,{at},0.1,,
            impact.nps,A,,{at},30,100,
            impact.nps,B,,{at},2,10,
            adoption.active_users,A,,{at},412,510,
            operations.availability,B,,{at},999130,1000000,
            risk.above_appetite,A,,{at},3,,
            """);
        await app.RolledUpAsync();
        var key = await app.CreateKeyAsync(Policies.Read);

        var book = await LibreOffice.ReadAsync(await OrderAsync(key, "period=30d"));
        var expected = (await app.GetAsync("/api/v1/dashboard?period=30d")).GetProperty("quadrants").EnumerateArray()
            .SelectMany(q => q.GetProperty("panels").EnumerateArray()).Select(p => p.GetProperty("headline"))
            .Where(h => h.GetProperty("value").ValueKind == JsonValueKind.Number).Select(h => h.GetProperty("value").GetDecimal()).ToList();

        expected.Count.ShouldBe(5);
        ValuesOf(book["Summary"]).ShouldBe(expected);
    }

    private async Task<byte[]> OrderAsync(string key, string query)
    {
        var changed = new SemaphoreSlim(0);
        var report = await JsonAsync(HttpMethod.Post, $"/api/v1/reports?{query}", key);
        var id = report.GetProperty("id").GetGuid();
        var address = $"/api/v1/reports/{id}";
        using var subscription = app.Services.GetRequiredService<LiveFeed>().Subscribe([Report.TopicOf(id)], () => changed.Release());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((report = await JsonAsync(HttpMethod.Get, address, key)).GetProperty("state").GetString() != "done")
        {
            report.GetProperty("state").GetString().ShouldNotBe("failed");
            await changed.WaitAsync(patience.Token);
        }
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/file");
        using var answer = await app.SendAsync(request, key);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<JsonElement> JsonAsync(HttpMethod method, string path, string key)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await app.SendAsync(request, key);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The numbers in the column "Value" of the table of headline figures, top to bottom.</summary>
    private static List<decimal> ValuesOf(List<List<OfficeCell>> sheet)
    {
        var header = sheet.FindIndex(row => row.Any(c => c.Text == "Panel"));
        var column = sheet[header].FindIndex(c => c.Text == "Value");
        return [.. sheet.Skip(header + 1).TakeWhile(row => row.Count > column && row[0].Text.Length > 0).Select(row => row[column].Number).OfType<decimal>()];
    }
}
