using System.Globalization;
using System.Text.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>The official exporters of OpenTelemetry for JavaScript, set up by the lines of docs/ingestion.md and pointed at an
/// installation as <c>./run --demo none</c> starts it. Their packages are installed for the run.</summary>
[Trait("Ring", "Web")]
public sealed class JavaScriptExporterTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Savings = "impact.cost_savings.cashable";

    private static readonly Lazy<Task<string>> Folder = new(() => NodeFolder.InstallAsync("otlp-javascript", "Measurement/Ingestion/Otlp/JavaScript"));

    [Theory]
    [InlineData("proto", "delta")]
    [InlineData("proto", "cumulative")]
    [InlineData("http", "delta")]
    [InlineData("http", "cumulative")]
    public async Task Counters_gauges_and_histograms_fill_the_panels(string exporter, string temporality)
    {
        var unit = $"JS-{exporter}-{temporality}";
        await app.AddUnitAsync(unit);
        var setUp = Guide.Blocks.Single(block => block.Command.Contains("OTEL_EXPORTER", StringComparison.Ordinal)).Command.Replace("FIN-DE", unit, StringComparison.Ordinal);

        await Guide.RunAsync([$"cd '{await Folder.Value}'\n{setUp}\nnode exporter.mjs {exporter}"], new Dictionary<string, string>
        {
            ["SCALING"] = app.Address.GetLeftPart(UriPartial.Authority),
            ["KEY"] = await app.CreateKeyAsync(Policies.Ingest),
            ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = temporality,
        });

        await app.RolledUpAsync();
        (await ValueAsync(Savings, unit)).ShouldBe(50m, "both series of the counter, and what came later");
        (await ValueAsync("adoption.headcount", unit)).ShouldBe(412m);
        // The exporter's own bounds: the 95th of 100 lies between 75 and 100.
        (await ValueAsync("operations.latency", unit)).ShouldBeInRange(75, 100);
        (await PanelAsync(unit)).ShouldBe(50m);
    }

    private async Task<decimal> ValueAsync(string metric, string unit)
    {
        var day = app.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var series = await app.GetAsync($"/api/v1/metrics/{metric}/series?bucket=day&from={day}&to={day}&unit={unit}");
        return series.GetProperty("points").EnumerateArray().Single().GetProperty("value").GetDecimal();
    }

    /// <summary>What the panel of the dashboard shows.</summary>
    private async Task<decimal> PanelAsync(string unit) => Headlines(await app.GetAsync($"/api/v1/dashboard?period=30d&unit={unit}"))
        .Single(headline => headline.GetProperty("metric").GetString() == Savings).GetProperty("value").GetDecimal();

    private static IEnumerable<JsonElement> Headlines(JsonElement board) =>
        board.GetProperty("quadrants").EnumerateArray().SelectMany(q => q.GetProperty("panels").EnumerateArray()).Select(p => p.GetProperty("headline"));
}
