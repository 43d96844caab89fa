using ScalingDashboard.Benchmarks;

// The private server runs where the product does.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

// Usage: dotnet run -c Release --project ScalingDashboard.Benchmarks -- [ingest|formats|rollup|read|all] [folder]
var what = args.ElementAtOrDefault(0) ?? "all";
var folder = args.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "scaling-bench");
var report = new Report();

if (what is "ingest" or "all")
    await WithAsync("ingest", installation => new IngestBenchmark(installation, report).RunAsync());
if (what is "formats" or "all")
    await WithAsync("ingest", installation => new FormatsBenchmark(installation, report).RunAsync());
if (what is "rollup" or "all")
{
    await WithAsync("stock-5", installation => new RollupBenchmark(installation, report).RunAsync(5_000_000));
    await WithAsync("stock-50", installation => new RollupBenchmark(installation, report).RunAsync(50_000_000));
}
if (what is "read" or "all")
    await WithAsync("stock-50", installation => new ReadBenchmark(installation, report, folder).RunAsync());
Console.WriteLine();
Console.WriteLine(report);

async Task WithAsync(string name, Func<Installation, Task> run)
{
    await using var installation = await Installation.StartAsync(Path.Combine(folder, name), metrics: 60, units: 300);
    await run(installation);
}
