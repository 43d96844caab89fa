using System.Globalization;
using ScalingDashboard.Benchmarks;
using ScalingDashboard.Benchmarks.Live;

// The private server runs where the product does.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

// Usage: dotnet run -c Release --project ScalingDashboard.Benchmarks -- [ingest|formats|stream|rollup|read|board|forecast|live|empty|stuck|soak|all] [folder] [boards] [minutes]
if (args is [EmptyPages.Command, var port])
{
    await EmptyPage.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture));
    return;
}
var what = args.ElementAtOrDefault(0) ?? "all";
var folder = args.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "scaling-bench");
var report = new Report();

if (what is "ingest" or "all")
{
    IReadOnlyList<double> empty = [];
    await WithAsync("ingest", async installation => empty = await new IngestBenchmark(installation, report, "into little").RunAsync());
    await WithAsync("stock-50", async installation =>
    {
        await new Stock(installation).FillAsync(50_000_000);
        var full = await new IngestBenchmark(installation, report, "into 50 million").RunAsync();
        report.Add("The same beside each other, CSV", "rows/s", full, "into little", empty, higherIsBetter: true, "0.75 or more");
    });
}
if (what is "formats" or "all")
    await WithAsync("ingest", installation => new FormatsBenchmark(installation, report).RunAsync());
if (what is "stream" or "all")
    await WithAsync("stream", installation => new StreamBenchmark(installation, report).RunAsync(), new KeyValuePair<string, string?>("Ingestion:MostMegabytes", "2000"));
if (what is "rollup" or "all")
{
    await WithAsync("stock-5", installation => new RollupBenchmark(installation, report).RunAsync(5_000_000));
    await WithAsync("stock-50", installation => new RollupBenchmark(installation, report).RunAsync(50_000_000));
}
if (what is "read" or "all")
    await WithAsync("stock-50", installation => new ReadBenchmark(installation, report, folder).RunAsync());
if (what is "board" or "all")
{
    await using var manufacturing = await Installation.StartAsync(Path.Combine(folder, "manufacturing"), "manufacturing");
    await new BoardBenchmark(manufacturing, report).RunAsync();
}
if (what is "forecast" or "all")
    foreach (var company in new[] { "software", "healthcare", "manufacturing" })
    {
        await using var installation = await Installation.StartAsync(Path.Combine(folder, company), company);
        await new ForecastBenchmark(installation, report, company).RunAsync();
    }
if (what is "live" or "all")
    await ServedAsync(product => new LiveBenchmark(product, report, Number(2, 500)).RunAsync());
if (what is "empty")
    report.Add("Pages of Blazor that show nothing, memory that their server holds for each", "KB", [await EmptyPages.EachAsync(Number(2, 500))], "");
if (what is "stuck")
    await ServedAsync(product => new StuckBenchmark(product, report, Number(2, 1_000)).RunAsync());
if (what is "soak")
    await ServedAsync(product => new SoakBenchmark(product, report, Number(2, 1_000), TimeSpan.FromMinutes(Number(3, 30))).RunAsync());
Console.WriteLine();
Console.WriteLine(report);

async Task WithAsync(string name, Func<Installation, Task> run, params KeyValuePair<string, string?>[] settings)
{
    await using var installation = await Installation.StartAsync(Path.Combine(folder, name), metrics: 60, units: 300, settings);
    await run(installation);
}

int Number(int place, int otherwise) => args.ElementAtOrDefault(place) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

async Task ServedAsync(Func<ServedProduct, Task> run)
{
    await using var product = await ServedProduct.StartAsync(Path.Combine(folder, "live"));
    await run(product);
}
