using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Npgsql;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Support;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// The product outlives its database (requirement 12): killed and away for a while, without a connection left, or with its most
/// used table locked. It stays up, says so, answers boards with the last figures, and goes on by itself. The twin waits for
/// locks without end.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class DatabaseTroubleTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(10);

    // Often enough, and the processors are left to other tests.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Longer than a key is remembered while all is well, and than a lock is waited for.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SCALING_OUTAGE_SECONDS") ?? "12", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Database_that_is_killed_and_away_for_a_while_is_outlived()
    {
        await using var rig = await FaultRig.StartAsync(1);
        await using var feeder = await StartAsync(rig);
        await rig.Server.KillAsync();
        await EverythingIsAwayAsync(rig, feeder, "The database does not answer");
        await rig.Server.StartAsync();
        await EverythingIsBackAsync(rig, feeder);
    }

    [Fact]
    public async Task Database_without_a_connection_left_is_outlived()
    {
        await using var rig = await FaultRig.StartAsync(1);
        await using var feeder = await StartAsync(rig);
        await rig.Server.ExecuteAsync("alter role scaling connection limit 0");
        await rig.Server.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'scaling'");
        await EverythingIsAwayAsync(rig, feeder, "The database has no connection left");
        await rig.Server.ExecuteAsync("alter role scaling connection limit -1");
        await EverythingIsBackAsync(rig, feeder);
    }

    [Fact]
    public async Task Table_that_is_locked_keeps_no_sender_waiting_and_no_reader() =>
        (await LockedAsync("")).ShouldBeEmpty();

    [Fact]
    public async Task Table_that_is_locked_mutation_that_waits_without_end_is_found() =>
        (await LockedAsync("-c lock_timeout=0")).ShouldContain("nobody was told that the table is locked");

    private async Task<IReadOnlyList<string>> LockedAsync(string options)
    {
        await using var server = await FaultRig.StartServerAsync();
        var key = await FaultRig.CreateKeyAsync(server.ConnectionString, "locked out");
        await using var host = await ProductHost.StartNewAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Options = options }.ConnectionString);
        using var client = Reader(key);
        await using var feeder = new Feeder(key);
        feeder.Send(host.Address, 2);
        await feeder.AcknowledgedAsync(20);
        var differences = new List<string>();
        await server.WhileLockedAsync("readings", async () =>
        {
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < Outage)
            {
                if (await StatusAsync(client, host, "/api/v1/dashboard") is not 200 and var board)
                    differences.Add($"board: {board}");
                if (await host.HealthAsync("live") != 200)
                    differences.Add("not alive");
                await Task.Delay(Look, TimeProvider.System);
            }
        });
        if (!feeder.Failures.ContainsKey("503"))
            differences.Add("nobody was told that the table is locked");
        if (differences.Count == 0)
            await feeder.AcknowledgedAsync(10);
        output.WriteLine($"{feeder.Ledger.Count} batches; {string.Join(", ", feeder.Failures)}; {string.Join(", ", differences.Distinct())}");
        return differences;
    }

    private static async Task<Feeder> StartAsync(FaultRig rig)
    {
        using var client = Reader(rig.Key);
        var feeder = rig.Feed(rig.Host, 2);
        await feeder.AcknowledgedAsync(20);
        (await StatusAsync(client, rig.Host, "/api/v1/dashboard")).ShouldBe(200);
        return feeder;
    }

    private static async Task EverythingIsAwayAsync(FaultRig rig, Feeder feeder, string reason)
    {
        using var client = Reader(rig.Key);
        await rig.Host.ReadyAnswersAsync(503);
        await Eventually.TrueAsync(() => feeder.Failures.ContainsKey("503"), Patience);
        await Eventually.TrueAsync(async () => (await BoardAsync(client, rig.Host)).GetProperty("disconnected").GetBoolean(), Patience);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Outage)
        {
            (await rig.Host.HealthAsync("live")).ShouldBe(200);
            (await BoardAsync(client, rig.Host)).GetProperty("quadrants").GetArrayLength().ShouldBe(4);
            await Task.Delay(Look, TimeProvider.System);
        }
        using var refused = await client.GetAsync(new Uri(rig.Host.Address, "/api/v1/dashboard?region=EMEA&period=7d"));
        var text = await refused.Content.ReadAsStringAsync();
        // What nobody has looked at before can not be shown, and is not shown empty.
        ((int)refused.StatusCode, text).ShouldSatisfyAllConditions(
            answer => answer.Item1.ShouldBe(503), answer => answer.text.ShouldContain(reason));
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    private async Task EverythingIsBackAsync(FaultRig rig, Feeder feeder)
    {
        using var client = Reader(rig.Key);
        var start = Stopwatch.GetTimestamp();
        await rig.Host.ReadyAnswersAsync(200);
        await Eventually.TrueAsync(async () => !(await BoardAsync(client, rig.Host)).GetProperty("disconnected").GetBoolean(), Patience);
        await feeder.AcknowledgedAsync(5);
        var took = Stopwatch.GetElapsedTime(start);
        await feeder.SettleAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"as before after {took.TotalSeconds:0.0} s; {feeder.Ledger.Count} batches; {string.Join(", ", feeder.Failures)}"));
        took.ShouldBeLessThanOrEqualTo(LongestReturn);
        (await rig.DifferencesAsync(feeder)).ShouldBeEmpty();
        feeder.Failures.Keys.ShouldBeSubsetOf(["503"]);
        // Of what was handled a few lines, and not one for each request.
        var errors = rig.Host.Output.Where(line => line.Contains(" ERROR ", StringComparison.Ordinal)).ToList();
        errors.ShouldNotContain(line => line.Contains("nhandled", StringComparison.Ordinal));
        errors.Count.ShouldBeLessThan(20, string.Join('\n', errors));
    }

    private static HttpClient Reader(string key) => new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private static async Task<int> StatusAsync(HttpClient client, ProductHost host, string path)
    {
        using var answer = await client.GetAsync(new Uri(host.Address, path));
        return (int)answer.StatusCode;
    }

    private static async Task<JsonElement> BoardAsync(HttpClient client, ProductHost host)
    {
        using var answer = await client.GetAsync(new Uri(host.Address, "/api/v1/dashboard"));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonElement.Parse(text);
    }
}
