using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>The product outlives its private server and brings it back, whatever is left of it.</summary>
[Trait("Ring", "Fault")]
public sealed partial class ServerWatchdogTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(30);
    private readonly string _data = BreakableServer.NewFolder();

    private DataFolder Folder => DataFolder.Open(PrivateFolder.Settings(_data), new(PrivateFolder.Settings(_data)));

    public Task InitializeAsync() => PrivateFolder.CopyToAsync(_data);

    public Task DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Private_server_that_was_killed_is_ready_again_within_thirty_seconds()
    {
        await using var host = await ProductHost.StartPrivateAsync(_data);
        var outages = new List<TimeSpan>();
        for (var round = 0; round < FaultRounds.Count; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await KillServerAsync();
            // It may be back before anybody asks.
            await SaysAsync(host, "ended by itself, starting it again", round + 1);
            (await host.HealthAsync("live")).ShouldBe(200);
            await host.ReadyAnswersAsync(200);
            outages.Add(Stopwatch.GetElapsedTime(start));
            // It answers a moment before its starter says so.
            await SaysAsync(host, "PostgreSQL is back", round + 1);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outages.Count} kills, seconds to ready: {string.Join(' ', outages.Select(outage => $"{outage.TotalSeconds:0.0}"))}"));
        outages.ShouldAllBe(outage => outage <= LongestOutage);
    }

    [Fact]
    public async Task Child_that_is_busy_when_its_postmaster_dies_holds_nothing_up()
    {
        await using var host = await ProductHost.StartPrivateAsync(_data);
        await using var server = PrivateFolder.Server(_data);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select sum(n) from generate_series(1, 100000000000) n", connection) { CommandTimeout = 0 };
        var busy = command.ExecuteScalarAsync();

        BreakableServer.Signal("KILL", ServerProcesses.Postmasters(Folder.Cluster));

        await Should.ThrowAsync<NpgsqlException>(busy.WaitAsync(LongestOutage));
        await host.ReadyAnswersAsync(200);
        ServerProcesses.Postmasters(Folder.Cluster).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Server_that_does_not_start_is_tried_again_with_growing_pauses_until_the_product_stops()
    {
        await using var host = await ProductHost.StartPrivateAsync(_data);
        var control = Path.Combine(Folder.Cluster, "global", "pg_control");
        File.Move(control, $"{control}.aside");
        await KillServerAsync();
        await SaysAsync(host, "next attempt in 4 s", 1);
        Pauses(host).ShouldBe([1, 2, 4]);
        (await host.HealthAsync("live")).ShouldBe(200);
        (await host.HealthAsync("ready")).ShouldBe(503);

        File.Move($"{control}.aside", control);
        await host.ReadyAnswersAsync(200);

        await KillServerAsync();
        (await host.StopAsync()).ShouldBe(0);
        ServerProcesses.Postmasters(Folder.Cluster).ShouldBeEmpty();
    }

    // Until none of these is left: there may be others by then.
    private async Task KillServerAsync()
    {
        var killed = Processes();
        BreakableServer.Signal("KILL", killed);
        await Eventually.TrueAsync(() => !Processes().Intersect(killed).Any(), LongestOutage);

        int[] Processes() => [.. ServerProcesses.Postmasters(Folder.Cluster), .. ServerProcesses.Children(ServerSettings.ClusterName(Folder))];
    }

    private static Task SaysAsync(ProductHost host, string words, int times) =>
        Eventually.TrueAsync(() => host.Output.Count(line => line.Contains(words, StringComparison.Ordinal)) >= times, LongestOutage);

    private static IEnumerable<int> Pauses(ProductHost host) =>
        host.Output.Select(line => Pause().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"next attempt in (\d+) s")]
    private static partial Regex Pause();
}
