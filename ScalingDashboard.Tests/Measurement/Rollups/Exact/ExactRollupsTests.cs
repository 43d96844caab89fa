using System.Globalization;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Exact;

/// <summary>
/// The promise of the measurement engine: whatever is sent, in whatever order, by whomever, through whichever host, each
/// bucket is what its readings say, and what was known stays known. Random batches, repeats, corrections, late readings
/// and withdrawals by concurrent writers on two hosts; <c>SCALING_PROPERTY_SECONDS</c> sets for how long (10 in ./test).
/// </summary>
[Trait("Ring", "Web")]
public sealed class ExactRollupsTests(ExactRollupsTests.Berlin app) : IClassFixture<ExactRollupsTests.Berlin>
{
    /// <summary>An installation in a zone that changes its clocks. Most queues are longer than one of its passes.</summary>
    public sealed class Berlin() : AppFactory("none", ("Reporting:TimeZone", "Europe/Berlin"), ("Jobs:rollup:Every", "00:00:01"), ("Rollups:PassLimit", "25"));

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("SCALING_PROPERTY_SECONDS"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 10);

    [Fact]
    public async Task Random_interleavings_on_two_hosts_end_in_what_the_readings_say()
    {
        var second = await app.StartBesideAsync();
        try
        {
            var world = await RandomWorld.CreateAsync([app, second], seed: Environment.TickCount);
            var started = TimeProvider.System.GetTimestamp();
            var rounds = 0;
            for (; rounds < 3 || TimeProvider.System.GetElapsedTime(started) < Duration; rounds++)
            {
                await world.DisturbAsync();
                await world.SettleAsync();
                (await world.DifferencesAsync()).ShouldBeEmpty($"seed {world.Seed}, round {rounds}");
                (await world.ForgottenAsync()).ShouldBeEmpty($"seed {world.Seed}, round {rounds}");
            }
            Console.WriteLine($"{rounds} rounds, {world.Operations} operations, seed {world.Seed}");
        }
        finally
        {
            await second.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("a reading that changes without a mark", "UPDATE readings SET value = value + 1 WHERE (day, metric_id, unit_id) = (SELECT day, metric_id, unit_id FROM readings r JOIN metrics m ON m.id = r.metric_id AND m.rollup = 'SUM' LIMIT 1)")]
    [InlineData("a day that is not what its hours say", "UPDATE rollup_days SET value = value + 1 WHERE (metric_id, day) = (SELECT metric_id, day FROM rollup_days WHERE value IS NOT NULL LIMIT 1)")]
    [InlineData("a bucket that stays when its readings went", "DELETE FROM readings WHERE (metric_id, day, unit_id) = (SELECT metric_id, day, unit_id FROM readings LIMIT 1)")]
    public async Task A_fault_of_any_part_is_found(string fault, string sql)
    {
        var world = await DisturbedAsync(seed: 7);
        await world.BreakAsync(sql);
        (await world.DifferencesAsync()).ShouldNotBeEmpty(fault);
        await world.RepairAsync();
    }

    [Fact]
    public async Task A_mark_that_is_lost_is_found()
    {
        var world = await DisturbedAsync(seed: 8);
        await world.LoseMarkAsync();
        (await world.DifferencesAsync()).ShouldNotBeEmpty();
        await world.RepairAsync();
    }

    [Fact]
    public async Task A_history_that_is_lost_is_found()
    {
        var world = await RandomWorld.CreateAsync([app], seed: 11);
        for (var round = 0; round < 3; round++)
        {
            await world.DisturbAsync();
            await world.SettleAsync();
            await world.RememberAsync();
        }
        (await world.ForgottenAsync()).ShouldBeEmpty();
        await world.BreakAsync("DELETE FROM rollup_days_history");
        (await world.ForgottenAsync()).ShouldNotBeEmpty();
    }

    private async Task<RandomWorld> DisturbedAsync(int seed)
    {
        var world = await RandomWorld.CreateAsync([app], seed);
        await world.DisturbAsync();
        await world.RepairAsync();
        (await world.DifferencesAsync()).ShouldBeEmpty();
        return world;
    }
}
