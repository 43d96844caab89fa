using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Three hosts take readings and roll them up on one database, and one after the other is killed under load (requirement
/// 15). That the check finds what is lost or counted twice is shown by the twins of <see cref="BatchTests"/> and
/// <see cref="RollupPassTests"/>, which use the same.
/// </summary>
[Trait("Ring", "Fault")]
[Collection(FaultRounds.Collection)]
public sealed class HostsInTurnTests(ITestOutputHelper output)
{
    private const int Hosts = 3;

    [Fact]
    public async Task Hosts_killed_in_turn_nothing_is_lost_or_counted_twice()
    {
        await using var rig = await FaultRig.StartAsync(Hosts);
        await using var feeder = rig.Feed(rig.Host, 1);
        foreach (var host in rig.Hosts.Skip(1))
            feeder.Send(host.Address, 1);
        for (var round = 0; round < FaultRounds.Count; round++)
        {
            var host = rig.Hosts[round % Hosts];
            await feeder.AcknowledgedAsync(Random.Shared.Next(1, 30));
            await host.KillAsync();
            // The others go on meanwhile.
            await feeder.AcknowledgedAsync(2 * Hosts);
            await host.StartAgainAsync();
        }
        await feeder.SettleAsync();
        output.WriteLine($"{FaultRounds.Count} kills, {feeder.Ledger.Count} batches");
        (await rig.DifferencesAsync(feeder)).ShouldBeEmpty();
    }
}
