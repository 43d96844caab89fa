using System.Diagnostics;
using System.Globalization;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>A 2xx means that the readings are on disk: PostgreSQL is killed again and again under load.</summary>
[Trait("Ring", "Fault")]
public sealed class AcknowledgedReadingsTests(ITestOutputHelper output)
{
    private const int Senders = 4;
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task AcknowledgedReadings_postgres_killed_under_load_none_is_lost() =>
        (await DifferencesAsync(waitForTheDisk: true, FaultRounds.Count)).ShouldBeEmpty();

    [Fact]
    public async Task AcknowledgedReadings_mutation_commits_do_not_wait_for_the_disk_is_found() =>
        (await DifferencesAsync(waitForTheDisk: false, FaultRounds.Few)).ShouldContain(difference => difference.StartsWith("lost:", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> DifferencesAsync(bool waitForTheDisk, int rounds)
    {
        await using var rig = await FaultRig.StartAsync(1, waitForTheDisk ? [] : ["synchronous_commit = off"]);
        await using var feeder = rig.Feed(rig.Host, Senders);
        var outages = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            await feeder.AcknowledgedAsync(Senders);
            // Otherwise luck decides: it writes what fills a page, also when nobody waits for that.
            if (!waitForTheDisk)
                await rig.Server.PauseWalWriterAsync();
            await feeder.AcknowledgedAsync(Random.Shared.Next(10, 200));
            await rig.Server.KillAsync();
            await rig.Host.ReadyAnswersAsync(503);
            (await rig.Host.HealthAsync("live")).ShouldBe(200);
            var start = Stopwatch.GetTimestamp();
            await rig.Server.StartAsync();
            await rig.Host.ReadyAnswersAsync(200);
            outages.Add(Stopwatch.GetElapsedTime(start));
        }
        await feeder.SettleAsync();
        var differences = await rig.DifferencesAsync(feeder);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rounds} kills, {feeder.Ledger.Count} batches of {Feeder.BatchSize}, {differences.Count} differences, ready after {outages.Max().TotalSeconds:0.0} s at most; {string.Join(", ", feeder.Failures)}"));
        outages.ShouldAllBe(outage => outage <= LongestOutage);
        return differences;
    }
}
