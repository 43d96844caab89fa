using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Three hosts take readings and roll them up on one database, and one after the other is killed under load (requirement
/// 15): when it has taken the marks of a pass and at any moment, in turn. The twin lets each statement of a pass commit by itself.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class HostsInTurnTests(ITestOutputHelper output)
{
    private const int Hosts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Hosts_killed_in_turn_nothing_is_lost_or_counted_twice() =>
        (await DifferencesAsync(commitEachStatement: false, FaultRounds.InTurn)).ShouldBeEmpty();

    [Fact]
    public async Task Hosts_killed_in_turn_mutation_each_statement_commits_by_itself_is_found() =>
        (await DifferencesAsync(commitEachStatement: true, rounds: 1)).ShouldContain(difference => difference.StartsWith("total", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> DifferencesAsync(bool commitEachStatement, int rounds)
    {
        await using var rig = await FaultRig.StartAsync(Hosts);
        await using var feeder = rig.Feed(rig.Host, 1);
        foreach (var host in rig.Hosts.Skip(1))
            feeder.Send(host.Address, 1);
        var pass = await rig.Tap.LearnAsync("INSERT INTO rollup_log");
        // The marks are taken, and nothing is computed yet.
        var taken = pass.Points.Last(point => point.Name.Contains("computed", StringComparison.Ordinal));
        if (commitEachStatement)
            foreach (var tap in rig.Taps)
                tap.TakenApart = pass;
        for (var round = 0; round < rounds; round++)
        {
            var (host, tap) = (rig.Hosts[round % Hosts], rig.Taps[round % Hosts]);
            await feeder.AcknowledgedAsync(Random.Shared.Next(1, 30));
            if (round % 2 == 0)
            {
                var hold = tap.HoldAt(taken);
                await hold.Reached.WaitAsync(Patience);
                await host.KillAsync();
                hold.Cut();
            }
            else
                await host.KillAsync();
            // The others go on meanwhile.
            await feeder.AcknowledgedAsync(2 * Hosts);
            await host.StartAgainAsync();
        }
        await feeder.SettleAsync();
        var differences = await rig.DifferencesAsync(feeder);
        output.WriteLine($"{rounds} kills, {feeder.Ledger.Count} batches, {differences.Count} differences");
        return differences;
    }
}
