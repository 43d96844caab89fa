using System.Diagnostics;
using System.Globalization;

namespace ScalingDashboard.Benchmarks;

/// <summary>DuckDB as a peer, through its package for Node.js, which is installed beside its script for the run.</summary>
internal static class DuckDb
{
    /// <summary>Milliseconds of each turn, the table in its memory and the query warm.</summary>
    public static async Task<IReadOnlyList<double>> TimeAsync(string folder, string csv, int turns, IEnumerable<int> units)
    {
        var script = Path.Combine(folder, "duckdb.mjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "duckdb.mjs"), script, overwrite: true);
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            await RunAsync(folder, "npm", "install", "--silent", "--no-audit", "--no-fund", "@duckdb/node-api@1.5.6-r.1");
        var output = await RunAsync(folder, "node", script, csv, turns.ToString(CultureInfo.InvariantCulture), string.Join(',', units));
        return [.. output.Split('\n')[0].Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed with {process.ExitCode}.");
    }
}
