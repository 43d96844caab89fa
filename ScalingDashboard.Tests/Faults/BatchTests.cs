using System.Globalization;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A batch is there or it is not, also when the product is killed in the middle of it. It is killed at random moments and
/// at the statements of its own transaction, in turn. The twin takes the transaction away on the wire.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class BatchTests(ITestOutputHelper output)
{
    private const int Senders = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Batch_product_killed_in_between_is_whole_or_absent() =>
        (await DifferencesAsync(commitEachStatement: false, FaultRounds.InTurn)).ShouldBeEmpty();

    [Fact]
    public async Task Batch_mutation_each_statement_commits_by_itself_is_found() =>
        (await DifferencesAsync(commitEachStatement: true, rounds: 1)).ShouldNotBeEmpty();

    private async Task<IReadOnlyList<string>> DifferencesAsync(bool commitEachStatement, int rounds)
    {
        await using var rig = await FaultRig.StartAsync(1);
        await using var feeder = rig.Feed(rig.Host, Senders);
        await feeder.AcknowledgedAsync(Senders);
        var write = await rig.Tap.LearnAsync("readings (");
        if (commitEachStatement)
            rig.Tap.TakenApart = write;
        var places = new List<string>();
        var differences = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            places.Add(round % 2 == 0 ? await KillAtAsync(write.Points[round / 2 % write.Points.Count]) : await KillAtAnyMomentAsync());
            await rig.Server.DesertedAsync();
            differences.AddRange((await rig.HalfBatchesAsync()).Select(half => $"{half}, killed {places[^1]}"));
            await rig.Host.StartAgainAsync();
        }
        await feeder.SettleAsync();
        differences.AddRange(await rig.DifferencesAsync(feeder));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rounds} kills, {feeder.Ledger.Count} batches, {feeder.Ledger.Values.Count(attempts => attempts > 1)} sent again, {differences.Count} differences"));
        output.WriteLine(string.Join('\n', places.Distinct()));
        output.WriteLine(string.Join('\n', differences.Take(5)));
        return differences;

        async Task<string> KillAtAsync(TransactionPoint point)
        {
            await feeder.AcknowledgedAsync(1);
            var hold = rig.Tap.HoldAt(point);
            await hold.Reached.WaitAsync(Patience);
            await rig.Host.KillAsync();
            hold.Cut();
            return point.Name;
        }

        async Task<string> KillAtAnyMomentAsync()
        {
            await feeder.AcknowledgedAsync(Random.Shared.Next(1, 30));
            await rig.Host.KillAsync();
            return "at any moment";
        }
    }
}
