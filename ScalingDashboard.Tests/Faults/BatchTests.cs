using System.Globalization;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A batch is there or it is not, also when the product is killed in the middle of it. It is killed at random moments and
/// at the statements of its own transaction, the last ones first. The twin takes the transaction away on the wire.
/// </summary>
[Trait("Ring", "Fault")]
[Collection(FaultRounds.Collection)]
public sealed class BatchTests(ITestOutputHelper output)
{
    private const int Senders = 4;
    private const int LongestMoment = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Batch_product_killed_in_between_is_whole_or_absent() =>
        (await DifferencesAsync(commitEachStatement: false)).ShouldBeEmpty();

    [Fact]
    public async Task Batch_mutation_each_statement_commits_by_itself_is_found() =>
        (await DifferencesAsync(commitEachStatement: true)).ShouldNotBeEmpty();

    private async Task<IReadOnlyList<string>> DifferencesAsync(bool commitEachStatement)
    {
        await using var rig = await FaultRig.StartAsync(1);
        await using var feeder = rig.Feed(rig.Host, Senders);
        await feeder.AcknowledgedAsync(Senders);
        var write = await rig.Tap.LearnAsync("INTO readings", () => feeder.AcknowledgedAsync(3 * Senders));
        if (commitEachStatement)
            rig.Tap.TakenApart = write;
        var points = write.PointsFromTheEnd().ToList();
        var differences = new List<string>();
        for (var round = 0; round < FaultRounds.Count; round++)
        {
            await feeder.AcknowledgedAsync(Random.Shared.Next(1, 30));
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(LongestMoment)), TimeProvider.System);
            await rig.Host.KillAsync();
            await SeeAndStartAgainAsync("at any moment");

            var (name, isPoint, afterIt) = points[round % points.Count];
            await feeder.AcknowledgedAsync(1);
            var hold = rig.Tap.HoldAt(isPoint, afterIt);
            await hold.Reached.WaitAsync(Patience);
            await rig.Host.KillAsync();
            hold.Cut();
            await SeeAndStartAgainAsync(name);
        }
        await feeder.SettleAsync();
        differences.AddRange(await rig.DifferencesAsync(feeder));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{2 * FaultRounds.Count} kills, {feeder.Ledger.Count} batches, {feeder.Ledger.Values.Count(attempts => attempts > 1)} sent again, {differences.Count} differences"));
        output.WriteLine(string.Join('\n', points.Take(FaultRounds.Count).Select(point => point.Name)));
        output.WriteLine(string.Join('\n', differences.Take(5)));
        return differences;

        async Task SeeAndStartAgainAsync(string where)
        {
            await rig.Server.DesertedAsync();
            differences.AddRange((await rig.HalfBatchesAsync()).Select(half => $"{half}, killed {where}"));
            await rig.Host.StartAgainAsync();
        }
    }
}
