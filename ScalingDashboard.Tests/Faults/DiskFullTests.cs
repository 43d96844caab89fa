using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Support;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A full disk is survivable (requirement 11): what was acknowledged is there, nothing is damaged, readers see the last figures,
/// senders are told why, and when there is room again it goes on by itself. Before that it is announced. The twin acknowledges
/// without waiting for the disk.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class DiskFullTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Announced = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(60);

    private readonly SmallDisk _disk = new(512);

    private string Data => Path.Combine(_disk.Folder, "data");

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Disk_that_fills_up_is_announced_and_when_it_has_room_again_that_is_said_too()
    {
        await PrivateFolder.CopyToAsync(Data);
        await using var host = await ProductHost.StartPrivateAsync(Data);
        (await host.ReadyTextAsync()).ShouldBe("Healthy");
        _disk.FillTo(83);
        await SaysAsync(host, 83, "of the disk of the database is in use");
        _disk.FillTo(93);
        await SaysAsync(host, 93, "of the disk of the database is in use: free some space now");
        _disk.Free();
        await Eventually.TrueAsync(async () => await host.ReadyTextAsync() == "Healthy", Announced);
        // Whoever asks is told at once; the log says it when the disk is next looked at.
        await Eventually.TrueAsync(() => Said(host, "has room again") == 1, Announced);
        Said(host, "% of the disk of the database is in use;").ShouldBe(2);
    }

    [Fact]
    public async Task Disk_that_is_full_loses_nothing_that_was_acknowledged_and_is_used_again_when_it_has_room()
    {
        var key = await PrivateFolder.CopyToAsync(Data);
        await using var host = await ProductHost.StartPrivateAsync(Data);
        await using var sender = await StartSendingAsync(host, key);
        await sender.Feeder.AcknowledgedAsync(20);
        // Until the last page that was there is full.
        await WhileFullAsync(() => Task.FromResult(sender.Feeder.Failures.ContainsKey("503")));
        (await sender.BoardAsync()).ShouldBe(200);
        (await host.HealthAsync("live")).ShouldBe(200);
        await WhileFullAsync(async () => (await sender.ReasonAsync()).Contains("The disk of the database is full", StringComparison.Ordinal) || await host.HealthAsync("ready") == 503);
        (await RecoversAsync(host, sender, _disk)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Disk_of_the_log_that_is_full_stops_the_server_and_when_it_has_room_it_is_back_by_itself() =>
        (await LogFullAsync(waitForTheDisk: true)).ShouldBeEmpty();

    [Fact]
    public async Task Disk_of_the_log_that_is_full_mutation_that_does_not_wait_for_the_disk_is_found() =>
        (await LogFullAsync(waitForTheDisk: false)).ShouldContain(difference => difference.StartsWith("lost:", StringComparison.Ordinal));

    // The server gives back parts of its log that it no longer needs, which would be room for minutes.
    private Task WhileFullAsync(Func<Task<bool>> condition) => Eventually.TrueAsync(
        () =>
        {
            _disk.Fill();
            return condition();
        },
        Announced);

    private static int Said(ProductHost host, string words) => host.Output.Count(line => line.Contains(words, StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> LogFullAsync(bool waitForTheDisk)
    {
        var key = await PrivateFolder.CopyToAsync(Data);
        if (!waitForTheDisk)
            await File.AppendAllTextAsync(Path.Combine(Folder.Cluster, "postgresql.auto.conf"), "synchronous_commit = off\n");
        using var disk = new SmallDisk(80);
        MoveLog(disk);
        await using var host = await ProductHost.StartPrivateAsync(Data);
        await using var sender = await StartSendingAsync(host, key);
        await sender.Feeder.AcknowledgedAsync(20);
        (await sender.BoardAsync()).ShouldBe(200);
        disk.Fill();
        // Otherwise luck decides what of it is on disk although nobody waits for that.
        if (!waitForTheDisk)
            BreakableServer.Signal("STOP", [.. ServerProcesses.Children(ServerSettings.ClusterName(Folder)).Where(child => File.ReadAllText($"/proc/{child}/cmdline").Contains("walwriter", StringComparison.Ordinal))]);
        // More of it than there is room for, a batch between every two parts; the server then ends every session.
        await Should.ThrowAsync<NpgsqlException>(async () =>
        {
            while (true)
            {
                await ExecuteAsync("select pg_logical_emit_message(false, 'filler', repeat('x', 500000))");
                var answers = sender.Feeder.Answers;
                await Eventually.TrueAsync(() => sender.Feeder.Answers > answers, Announced);
            }
        });
        await host.ReadyAnswersAsync(503);
        (await sender.BoardAsync()).ShouldBe(200);
        (await host.HealthAsync("live")).ShouldBe(200);
        return await RecoversAsync(host, sender, disk);
    }

    private async Task<IReadOnlyList<string>> RecoversAsync(ProductHost host, Sender sender, SmallDisk disk)
    {
        var start = Stopwatch.GetTimestamp();
        disk.Free();
        await host.ReadyAnswersAsync(200);
        await sender.Feeder.AcknowledgedAsync(5);
        var outage = Stopwatch.GetElapsedTime(start);
        await sender.Feeder.SettleAsync();
        var differences = await sender.DifferencesAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sender.Feeder.Ledger.Count} batches acknowledged, {differences.Count} differences, as before {outage.TotalSeconds:0.0} s after there was room; {string.Join(", ", sender.Feeder.Failures)}"));
        outage.ShouldBeLessThanOrEqualTo(LongestOutage);
        host.Output.Where(line => line.Contains("nhandled", StringComparison.Ordinal)).ShouldBeEmpty();
        return differences;
    }

    private DataFolder Folder => DataFolder.Open(PrivateFolder.Settings(Data), new(PrivateFolder.Settings(Data)));

    private string Database => PrivateFolder.Server(Data).ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await Sender.OpenAsync(Database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // The server may need another part of its log at that moment, which is three hundredths of this disk.
    private static Task SaysAsync(ProductHost host, int percent, string reason) =>
        Eventually.TrueAsync(async () => await host.ReadyTextAsync() is var text && text.StartsWith("Degraded", StringComparison.Ordinal)
            && Enumerable.Range(percent, 5).Any(share => text.Contains($"{share} % {reason}", StringComparison.Ordinal)), Announced);

    private async Task<Sender> StartSendingAsync(ProductHost host, string key)
    {
        var sender = new Sender(host, Database, key);
        await sender.BeginAsync();
        return sender;
    }

    private void MoveLog(SmallDisk disk)
    {
        var log = Path.Combine(Folder.Cluster, "pg_wal");
        using var move = Process.Start("/bin/sh", ["-c", $"mv {log} {disk.Folder}/pg_wal && ln -s {disk.Folder}/pg_wal {log}"]);
        move.WaitForExit();
        move.ExitCode.ShouldBe(0);
    }

    /// <summary>A feeder of an installation on a private server, a reader of it, and its ledger beside what is stored.</summary>
    private sealed class Sender(ProductHost host, string database, string key) : IAsyncDisposable
    {
        private readonly HttpClient _client = new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

        public Feeder Feeder { get; } = new(key);

        public async Task BeginAsync()
        {
            Feeder.Send(host.Address, 2);
            (await BoardAsync()).ShouldBe(200);
        }

        public async Task<int> BoardAsync()
        {
            using var answer = await _client.GetAsync(new Uri(host.Address, "/api/v1/dashboard"));
            return (int)answer.StatusCode;
        }

        /// <summary>What a sender of a new batch is told.</summary>
        public async Task<string> ReasonAsync()
        {
            using var content = new StringContent($"metric,unit,at,value,key\n{Feeder.Metric},{FaultRig.Unit},{Feeder.Start:yyyy-MM-dd}T00:00:00Z,0,{0}-0\n", Encoding.UTF8, "text/csv");
            using var answer = await _client.PostAsync(new Uri(host.Address, "/api/v1/readings?probe"), content);
            return await answer.Content.ReadAsStringAsync();
        }

        public static async Task<NpgsqlConnection> OpenAsync(string database)
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            return connection;
        }

        public async Task<IReadOnlyList<string>> DifferencesAsync()
        {
            await using var connection = await OpenAsync(database);
            await using var command = new NpgsqlCommand("select split_part(event_key, '-', 1)::int, count(*), sum(value) from readings where event_key not like '0-%' group by 1", connection);
            var found = new Dictionary<int, (long Count, decimal Total)>();
            await using (var reader = await command.ExecuteReaderAsync())
                while (await reader.ReadAsync())
                    found[reader.GetInt32(0)] = (reader.GetInt64(1), reader.GetDecimal(2));
            return
            [
                .. Feeder.Ledger.Keys.Where(batch => !found.TryGetValue(batch, out var there) || there != (Feeder.BatchSize, Feeder.Total(batch))).Select(batch => $"lost: batch {batch} was acknowledged"),
                .. found.Keys.Except(Feeder.Ledger.Keys).Select(batch => $"surplus: batch {batch} was never acknowledged"),
            ];
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Feeder.DisposeAsync();
        }
    }
}
