using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Exact;

/// <summary>A small world in which everything happens often: a metric of each rule, few units, few moments around the
/// change of clocks and around now, few keys; and random things done to it by several writers on several hosts at once.</summary>
internal sealed class RandomWorld
{
    private static readonly string[] Keys = ["", "a", "b", "c"];
    private static readonly string[] Sources = ["first system", "second system"];

    private readonly IReadOnlyList<AppFactory> _hosts;
    private readonly Random _random;
    private readonly Metric[] _metrics;
    private readonly int[] _units;
    private readonly int[] _systems;
    private readonly DateTimeOffset[] _moments;
    private readonly List<long> _batches = [];
    private readonly Dictionary<long, IReadOnlyList<string>> _remembered = [];

    private RandomWorld(IReadOnlyList<AppFactory> hosts, int seed, CatalogSnapshot catalog, int[] systems)
    {
        (_hosts, Seed, _systems) = (hosts, seed, systems);
        _random = new Random(seed);
        _metrics = [.. Enum.GetValues<RollupRule>().Select(rule => catalog.Metrics.First(m => m.Rollup == rule))];
        _units = [.. catalog.Units.Select(u => u.Id)];
        var now = hosts[0].Clock.GetUtcNow();
        var autumn = new DateTimeOffset(2026, 10, 24, 21, 0, 0, TimeSpan.Zero);
        var longAgo = new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero);
        // Those of now lie closer, so that one batch adds several readings to an hour.
        _moments = [.. new[] { (autumn, 37), (longAgo, 37), (now.AddHours(-5), 9) }.SelectMany(span => Enumerable.Range(0, 30).Select(i => span.Item1.AddMinutes(i * span.Item2)))];
    }

    public int Seed { get; }

    public int Operations { get; private set; }

    private NpgsqlDataSource Database => _hosts[0].Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<RandomWorld> CreateAsync(IReadOnlyList<AppFactory> hosts, int seed)
    {
        foreach (var unit in new[] { "U-1", "U-2", "U-3" })
            await hosts[0].AddUnitAsync(unit);
        var store = hosts[0].Services.GetRequiredService<CatalogStore>();
        await store.SaveSystemsAsync([new AiSystem(0, "s-1", "One", null, null), new AiSystem(0, "s-2", "Two", null, null)], CancellationToken.None);
        var catalog = await store.LoadAsync(CancellationToken.None);
        return new RandomWorld(hosts, seed, catalog, [0, .. catalog.Systems.Select(s => s.Id)]);
    }

    /// <summary>Several writers at once, each doing several random things, while roll-ups run on every host.</summary>
    public async Task DisturbAsync()
    {
        // Drawn before they run: what is done depends on the seed alone, only the interleaving does not.
        var writers = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 5).Select(_ => Draw()).ToList()).ToList();
        await Task.WhenAll(writers.Select(async actions =>
        {
            foreach (var action in actions)
                await action();
        }));
        Operations += 20;
    }

    /// <summary>Rolls up until nothing is left.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None)));
        await _hosts[0].Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None);
    }

    public Task<IReadOnlyList<string>> DifferencesAsync() => new Recomputation(Database, _hosts[0].Services.GetRequiredService<ReportingCalendar>(), _metrics).DifferencesAsync();

    /// <summary>Keeps what is known now, to be asked for later.</summary>
    public async Task RememberAsync()
    {
        var pass = await LastPassAsync();
        _remembered[pass] = await KnownAsync(pass);
    }

    /// <summary>What was known after an earlier pass and reads otherwise now; then remembers the present.</summary>
    public async Task<IReadOnlyList<string>> ForgottenAsync()
    {
        var forgotten = new List<string>();
        foreach (var (pass, known) in _remembered)
            if (!known.SequenceEqual(await KnownAsync(pass)))
                forgotten.Add($"pass {pass}");
        if (_remembered.Count > 20)
            _remembered.Remove(_remembered.Keys.Min());
        await RememberAsync();
        return forgotten;
    }

    /// <summary>Breaks something behind the product's back.</summary>
    public async Task BreakAsync(string sql)
    {
        await using (var connection = await Database.OpenConnectionAsync())
            await ExecuteAsync(sql, connection, null);
        await SettleAsync();
    }

    /// <summary>A reading is stored and loses its mark before the roll-up comes to it.</summary>
    public async Task LoseMarkAsync()
    {
        await using (var connection = await Database.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // No pass meanwhile, on no host.
            await ExecuteAsync($"SELECT pg_advisory_xact_lock({KnowledgeLock.Key})", connection, transaction);
            var amount = _metrics.Single(m => m.Rollup == RollupRule.Sum);
            await WriteAsync(_hosts[0], Sources[0], [Reading() with { MetricId = amount.Id, Value = 12345.678m }]);
            await ExecuteAsync("DELETE FROM dirty_buckets", connection, transaction);
            await transaction.CommitAsync();
        }
        await SettleAsync();
    }

    /// <summary>Marks everything: the next roll-up mends whatever was broken.</summary>
    public async Task RepairAsync()
    {
        await using var connection = await Database.OpenConnectionAsync();
        await ExecuteAsync("""
            INSERT INTO dirty_buckets (late, metric_id, hour, batch_id, unit_ids, system_ids)
            SELECT false, metric_id, date_trunc('hour', at, 'Europe/Berlin'), 1, array_agg(DISTINCT unit_id), ARRAY[system_id] FROM readings GROUP BY metric_id, 3, unit_id, system_id
            UNION ALL SELECT false, metric_id, hour, 1, ARRAY[unit_id], ARRAY[system_id] FROM rollup_hours
            UNION ALL SELECT false, metric_id, day::timestamp AT TIME ZONE 'Europe/Berlin', 1, ARRAY[unit_id], ARRAY[system_id] FROM rollup_days
            """, connection, null);
        await SettleAsync();
    }

    private Func<Task> Draw()
    {
        var host = _hosts[_random.Next(_hosts.Count)];
        var source = Sources[_random.Next(Sources.Length)];
        var readings = Enumerable.Range(0, _random.Next(1, 30)).Select(_ => Reading()).ToList();
        var (choice, pick) = (_random.Next(10), _random.NextDouble());
        return choice switch
        {
            < 7 => () => WriteAsync(host, source, readings),
            7 => async () =>
            {
                await WriteAsync(host, source, readings);
                await WriteAsync(host, source, readings);
            },
            8 => () => WithdrawAsync(host, pick),
            _ => () => host.Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None),
        };
    }

    private async Task WriteAsync(AppFactory host, string source, List<Reading> readings)
    {
        var outcome = await host.Services.GetRequiredService<ReadingWriter>().WriteAsync(source, readings, CancellationToken.None);
        (outcome.Accepted + outcome.Unchanged + outcome.Corrected).ShouldBe(readings.Count);
        lock (_batches)
            _batches.Add(outcome.BatchId);
    }

    private async Task WithdrawAsync(AppFactory host, double pick)
    {
        long batch;
        lock (_batches)
        {
            if (_batches.Count == 0)
                return;
            batch = _batches[(int)(pick * _batches.Count)];
        }
        await host.Services.GetRequiredService<BatchWithdrawal>().WithdrawAsync(batch, "an analyst", null, CancellationToken.None);
    }

    private Reading Reading()
    {
        var metric = _metrics[_random.Next(_metrics.Length)];
        var key = metric.Rollup == RollupRule.Distinct ? $"person {_random.Next(6)}" : Keys[_random.Next(Keys.Length)];
        return new Reading(metric.Id, _units[_random.Next(_units.Length)], _systems[_random.Next(_systems.Length)], _moments[_random.Next(_moments.Length)], key,
            _random.Next(-500, 5000) / 100m, metric.Rollup.NeedsWeight() || _random.Next(2) == 0 ? _random.Next(0, 900) / 10m : null);
    }

    private async Task<long> LastPassAsync()
    {
        await using var command = Database.CreateCommand("SELECT max(pass) FROM rollup_log");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every day and hour as known after a pass.</summary>
    private async Task<IReadOnlyList<string>> KnownAsync(long pass)
    {
        var lines = new List<string>();
        foreach (var (table, bucket) in new[] { ("rollup_days", "day::text"), ("rollup_hours", "hour::text") })
        {
            var columns = $"{bucket}, metric_id, unit_id, system_id, value, weight, readings, last_at, md5(sketch)";
            await using var command = Database.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
                SELECT k::text FROM (SELECT {columns} FROM {table} WHERE pass <= {pass}
                UNION ALL SELECT {columns} FROM {table}_history WHERE pass <= {pass} AND until_pass > {pass}) k ORDER BY 1
                """));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                lines.Add($"{table} {reader.GetString(0)}");
        }
        return lines;
    }

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
    }
}
