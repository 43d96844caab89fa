using System.Globalization;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A reading that is committed after a pass took its marks and before it adds up an hour from its readings is seen by it, and is
/// added by its own mark afterwards: it counts once. The twin does not leave out what is still to be added.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class AddedOnceTests
{
    private const string LeftOut = "AND (x.batch_id, t.metric_id, t.starts) NOT IN (SELECT batch_id, metric_id, hour FROM dirty_buckets WHERE readings IS NOT NULL)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Reading_between_the_marks_and_the_sum_counts_once() => (await RolledUpAsync(null)).ShouldBe((12m, 12m));

    [Fact]
    public async Task Reading_between_the_marks_and_the_sum_mutation_that_leaves_nothing_out_is_found() =>
        (await RolledUpAsync((LeftOut, ""))).ShouldBe((22m, 22m));

    private static async Task<(decimal Hour, decimal Day)> RolledUpAsync((string Said, string Heard)? mutation)
    {
        await using var rig = await FaultRig.StartAsync(1);
        rig.Tap.Misheard = mutation;
        var at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH':00:00Z'", CultureInfo.InvariantCulture);
        var learning = rig.Tap.LearnAsync("INSERT INTO rollup_log");
        await SendAsync("first", 1);
        var pass = await learning;
        await SettledAsync();
        // Marks, number and rules are taken; then the hours are written. The correction's pass computes them at the same place.
        var sum = pass.Points.Last(point => !point.AfterIt && point.Name.Contains("WITH changed", StringComparison.Ordinal));
        var hold = rig.Tap.HoldAt(sum);
        await SendAsync("first", 2);
        await hold.Reached.WaitAsync(Patience);
        await SendAsync("second", 10);
        hold.GoOn();
        await SettledAsync();
        return (await rig.Server.ScalarAsync<decimal>("select value from rollup_hours"), await rig.Server.ScalarAsync<decimal>("select value from rollup_days"));

        async Task SendAsync(string key, int value)
        {
            using var answer = await rig.SendAsync(rig.Host, string.Create(CultureInfo.InvariantCulture, $"metric,unit,at,value,key\n{Feeder.Metric},{FaultRig.Unit},{at},{value},{key}\n"));
            answer.EnsureSuccessStatusCode();
        }

        // Nothing is marked, and the pass that took the last mark is through.
        Task SettledAsync() => Eventually.TrueAsync(async () => await rig.Server.ScalarAsync<long>("select count(*) from dirty_buckets") == 0, Patience);
    }
}
