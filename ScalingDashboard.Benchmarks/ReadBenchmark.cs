using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Benchmarks;

/// <summary>
/// 60 metrics by day over a year and 300 units, gathered over all units, over 40 of them, and over those that a filter by
/// system leaves: through the product's reader (its mirror in memory), against the same question in SQL on the same
/// table and in DuckDB with the same rows in its memory. All warm.
/// </summary>
internal sealed class ReadBenchmark(Installation installation, Report report, string folder)
{
    private const int Turns = 15, TurnsOfSql = 5, Days = 365;

    // A server that has run for a while has its hot code compiled anew, which takes some seconds of use.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public async Task RunAsync()
    {
        await new Stock(installation).FillAsync(50_000_000);
        await installation.Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None);
        var all = installation.Units.Select(u => u.Id).ToList();
        var csv = await ExportAsync();
        await CompareAsync("all units", all, true, csv, "40 ms or less; 30x SQL, 3x DuckDB");
        await CompareAsync("40 units", [.. all.Where((_, i) => i % 7 == 0).Take(40)], false, csv, "10 ms or less; 30x SQL, 3x DuckDB");
        var filtered = await ProductAsync(new Slice(all, true, [0], SliceFilter.Everything, UnitScope.All));
        report.Add("60 metrics x 365 days, filter by system", "ms", filtered, "300 ms or less");
    }

    private async Task CompareAsync(string name, IReadOnlyList<int> units, bool isAll, string csv, string toHold)
    {
        var product = await ProductAsync(new Slice(units, isAll, null, SliceFilter.Everything, UnitScope.All));
        var sql = await SqlAsync(units);
        var duck = await DuckDb.TimeAsync(folder, csv, Turns, isAll ? [] : units);
        report.Add($"60 metrics x 365 days, {name}", "ms", product, "SQL on the day roll-ups", sql, higherIsBetter: false, toHold);
        report.Add($"60 metrics x 365 days, {name}", "ms", product, "DuckDB in memory", duck, higherIsBetter: false, toHold);
    }

    private async Task<IReadOnlyList<double>> ProductAsync(Slice slice)
    {
        var reader = installation.Services.GetRequiredService<RollupReader>();
        var known = await installation.Services.GetRequiredService<RollupVersions>().NowAsync(CancellationToken.None);
        var today = installation.Services.GetRequiredService<ReportingCalendar>().Today;
        List<Window> windows = [.. Enumerable.Range(1, Days).Select(back => today.AddDays(-back)).Reverse().Select(day => new Window(day, day, day))];
        var mirror = installation.Services.GetRequiredService<RollupMirror>();
        while (mirror.TryReadDays(installation.Metrics[^1], slice, known.Pass, windows) is null)
            known = await installation.Services.GetRequiredService<RollupVersions>().NowAsync(CancellationToken.None);
        // Several metrics at a time, as a dashboard reads them; DuckDB takes all processors too.
        var limits = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        return await TimesAsync(Turns, () => Parallel.ForEachAsync(installation.Metrics, limits,
            async (metric, token) => await reader.ReadDaysAsync(metric, slice, known.Pass, windows, token)));
    }

    private Task<IReadOnlyList<double>> SqlAsync(IReadOnlyList<int> units) => TimesAsync(TurnsOfSql, async () =>
    {
        await using var command = installation.Database.CreateCommand("""
            SELECT metric_id, day, sum(value), sum(weight), count(DISTINCT unit_id) FROM rollup_days
            WHERE metric_id = ANY($1) AND unit_id = ANY($2) AND day < current_date GROUP BY metric_id, day
            """);
        command.Parameters.Add(SqlValue.Array([.. installation.Metrics.Select(m => m.Id)], NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array([.. units], NpgsqlDbType.Integer));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            reader.GetDecimal(2);
    });

    private static async Task<IReadOnlyList<double>> TimesAsync(int turns, Func<Task> action)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < WarmUp;)
            await action();
        var times = new List<double>();
        while (times.Count < turns)
        {
            var started = Stopwatch.GetTimestamp();
            await action();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return times;
    }

    private async Task<string> ExportAsync()
    {
        var file = Path.Combine(folder, "days.csv");
        await Psql.RunAsync(installation.Services.GetConnectionString(),
            $"\\copy (SELECT metric_id, day, unit_id, value, weight FROM rollup_days WHERE batch_id = 1) TO '{file}' (FORMAT csv, HEADER)\n");
        return file;
    }
}
