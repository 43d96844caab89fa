using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>The product with a unit for each test, a sender, and analysts.</summary>
public sealed class QuarantineInstallation : AppFactory
{
    /// <summary>A level from 0 upwards; a jump of more than ten times is set aside. Tests change nothing but readings.</summary>
    public const string Backlog = "adoption.ticket_backlog";

    /// <summary>A share from 0 to 100 %.</summary>
    public const string Share = "impact.csat";

    private static int _units;

    private string? _sender;

    /// <summary>A unit of the test's own. The sender is there as well then, one for all that is sent at once.</summary>
    public async Task<string> NewUnitAsync()
    {
        _sender ??= await CreateKeyAsync("ingest", "read");
        var metrics = Services.GetRequiredService<MetricCatalog>().Current;
        if (metrics.FindMetric(Backlog)!.LargestJump is null)
            await Services.GetRequiredService<CatalogStore>().SaveMetricAsync(metrics.FindMetric(Backlog)! with { LargestJump = 10 }, null, CancellationToken.None);
        var code = $"U{Interlocked.Increment(ref _units)}";
        await AddUnitAsync(code);
        return code;
    }

    /// <summary>Sends rows as the one sender of these tests, for whom repetitions are repetitions.</summary>
    public async Task<JsonElement> SendAsync(params string[] rows) => await SendAsync(null, rows);

    public async Task<JsonElement> SendAsync(string? idempotencyKey, string[] rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings")
        {
            Content = new StringContent("metric,unit,system,at,value,weight,key\n" + string.Join('\n', rows) + "\n", Encoding.UTF8, "text/csv"),
        };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await SendAsync(request, _sender);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Takes a batch back as its sender.</summary>
    public async Task<HttpStatusCode> WithdrawAsync(long batch)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/batches/{batch}"), _sender);
        return answer.StatusCode;
    }

    public static string Row(string metric, string unit, DateTimeOffset at, decimal value, decimal? weight = null) =>
        FormattableString.Invariant($"{metric},{unit},,{at:yyyy-MM-ddTHH:mm:ssZ},{value},{weight},");

    /// <summary>What is in quarantine of a unit, newest first.</summary>
    internal async Task<IReadOnlyList<SetAsideReading>> QuarantineAsync(string unit, QuarantineState? state = null) =>
        (await Services.GetRequiredService<QuarantineReader>().ReadAsync(UnitScope.Of([unit]), state, 0, 100, CancellationToken.None)).Readings;

    internal async Task<SetAsideReading> OnlyAsync(string unit) => (await QuarantineAsync(unit)).ShouldHaveSingleItem();

    /// <summary>The newest figure of the unit of these two days, as the API answers it; null when there is none.</summary>
    public async Task<decimal?> FigureAsync(string metric, string unit, string? asOf = null)
    {
        if (asOf is null)
            await this.RolledUpAsync();
        var day = Clock.GetUtcNow().UtcDateTime;
        var answer = await GetAsync(FormattableString.Invariant(
            $"/api/v1/metrics/{metric}/series?bucket=day&unit={unit}&from={day.AddDays(-1):yyyy-MM-dd}&to={day:yyyy-MM-dd}") + (asOf is null ? "" : $"&asOf={Uri.EscapeDataString(asOf)}"));
        return answer.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("value"))
            .Where(v => v.ValueKind == JsonValueKind.Number).Select(v => (decimal?)v.GetDecimal()).LastOrDefault();
    }

    /// <summary>Decides over HTTP, as a person.</summary>
    internal static async Task<(HttpStatusCode Status, JsonElement Answer)> DecideAsync(Visitor person, long id, string decision)
    {
        using var answer = await person.PostAsync($"/api/v1/quarantine/{id}/{decision}");
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonElement.Parse(text) : default);
    }
}
