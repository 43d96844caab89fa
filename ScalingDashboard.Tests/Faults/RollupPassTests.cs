using System.Diagnostics;
using System.Globalization;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A pass of the roll-up that breaks off leaves no trace: marks, buckets and the pass's own record change together. It is
/// broken off at each of its statements, by killing the product or PostgreSQL. The twin lets each statement commit by itself.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class RollupPassTests(ITestOutputHelper output)
{
    private const int Senders = 2;
    private const int KillsPerRound = 2;

    // The product takes seconds to start, PostgreSQL one.
    private const int ProductEvery = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestConvergence = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Rollup_pass_broken_off_at_any_statement_is_done_again_whole() =>
        (await DifferencesAsync(commitEachStatement: false, FaultRounds.Count)).ShouldBeEmpty();

    [Fact]
    public async Task Rollup_pass_mutation_each_statement_commits_by_itself_is_found() =>
        (await DifferencesAsync(commitEachStatement: true, rounds: 1)).ShouldContain(difference => difference.StartsWith("total", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> DifferencesAsync(bool commitEachStatement, int rounds)
    {
        await using var rig = await FaultRig.StartAsync(1);
        await using var feeder = rig.Feed(rig.Host, Senders);
        await feeder.AcknowledgedAsync(Senders);
        var pass = await rig.Tap.LearnAsync("INSERT INTO rollup_log");
        if (commitEachStatement)
            rig.Tap.TakenApart = pass;
        var kills = KillsPerRound * rounds;
        var places = new List<string>();
        for (var kill = 0; kill < kills; kill++)
        {
            await feeder.AcknowledgedAsync(1);
            // Each in turn, or as many as there are kills, spread over the whole pass.
            var point = pass.Points[kills < pass.Points.Count ? kill * pass.Points.Count / kills : kill % pass.Points.Count];
            places.Add(point.Name);
            var hold = rig.Tap.HoldAt(point);
            await hold.Reached.WaitAsync(Patience);
            if (kill % ProductEvery == 0)
            {
                await rig.Host.KillAsync();
                hold.Cut();
                await rig.Host.StartAgainAsync();
            }
            else
            {
                await rig.Server.KillAsync();
                hold.Cut();
                await rig.Server.StartAsync();
            }
        }
        await feeder.SettleAsync();
        var settled = Stopwatch.GetTimestamp();
        var differences = await rig.DifferencesAsync(feeder);
        var convergence = Stopwatch.GetElapsedTime(settled);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kills} kills at {pass.Points.Count} points, {feeder.Ledger.Count} batches, {differences.Count} differences, looked at for {convergence.TotalSeconds:0.0} s"));
        output.WriteLine(string.Join('\n', places.Distinct()));
        output.WriteLine(string.Join('\n', differences.Take(5)));
        convergence.ShouldBeLessThan(LongestConvergence);
        return differences;
    }
}
