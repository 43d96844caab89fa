using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>The official exporter of OpenTelemetry for .NET, pointed at the product.</summary>
[Trait("Ring", "Web")]
public sealed class OtlpExporterTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Savings = "impact.cost_savings.cashable", Headcount = "adoption.headcount", Latency = "operations.latency";

    [Theory]
    [InlineData(MetricReaderTemporalityPreference.Delta)]
    [InlineData(MetricReaderTemporalityPreference.Cumulative)]
    public async Task Counters_gauges_and_histograms_of_the_official_exporter_become_figures(MetricReaderTemporalityPreference temporality)
    {
        var unit = $"FIN-{temporality}";
        await app.AddUnitAsync(unit);
        var key = await app.CreateKeyAsync(Policies.Ingest);
        using var meter = new Meter("business");
        using (var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .ConfigureResource(resource => resource.AddAttributes([KeyValuePair.Create("business.unit", (object)unit)]))
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Endpoint = new Uri(app.Address, "/v1/metrics");
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Headers = $"Authorization=Bearer {key}";
                reader.TemporalityPreference = temporality;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = int.MaxValue;
            })
            .Build())
        {
            var savings = meter.CreateCounter<double>(Savings, "USD");
            savings.Add(12.5, KeyValuePair.Create("plant", (object?)"north"));
            savings.Add(30, KeyValuePair.Create("plant", (object?)"south"));
            meter.CreateObservableGauge(Headcount, () => 412);
            var latency = meter.CreateHistogram<double>(Latency, "ms");
            for (var i = 1; i <= 100; i++)
                latency.Record(i);
            provider.ForceFlush().ShouldBeTrue();
            await app.RolledUpAsync();
            (await ValueAsync(Savings, unit)).ShouldBe(42.5m, "both series of the counter");
            (await ValueAsync(Headcount, unit)).ShouldBe(412m);
            // The exporter's own bounds: the 95th of 100 lies between 75 and 100.
            (await ValueAsync(Latency, unit))!.Value.ShouldBeInRange(75, 100);

            // A counter that went on: only what is new comes.
            savings.Add(7.5, KeyValuePair.Create("plant", (object?)"north"));
            provider.ForceFlush().ShouldBeTrue();
            await app.RolledUpAsync();
            (await ValueAsync(Savings, unit)).ShouldBe(50m);
        }
    }

    private async Task<decimal?> ValueAsync(string metric, string unit)
    {
        var day = app.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var series = await app.GetAsync($"/api/v1/metrics/{metric}/series?bucket=day&from={day}&to={day}&unit={unit}");
        return series.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("value")).Single() is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;
    }
}
