using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Mirror;

/// <summary>The mirror says what PostgreSQL says, to the byte, or nothing. <c>SCALING_PROPERTY_SECONDS</c> sets for how
/// long each seed goes on.</summary>
[Trait("Ring", "Database")]
public sealed class RollupMirrorTests : IAsyncLifetime
{
    /// <summary>Rounds of one mirror; another is begun when the test goes on for longer.</summary>
    private const int Rounds = 14;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("SCALING_PROPERTY_SECONDS"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);

    private readonly SeededDatabaseFixture _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_readings_corrections_and_withdrawals_are_answered_as_PostgreSQL_does(int seed)
    {
        var random = new Random(seed);
        var (installation, mirror) = (new MirroredInstallation(_database.Source, random), MirroredInstallation.Mirror(_database.Source));
        await installation.PrepareAsync();
        await installation.SendAsync(300);
        await installation.RollUpAsync();
        var passes = new List<long>();
        var started = TimeProvider.System.GetTimestamp();
        for (var round = 0; round < Rounds || TimeProvider.System.GetElapsedTime(started) < Duration; round++)
        {
            if (round % Rounds == 0)
                (mirror, passes) = (MirroredInstallation.Mirror(_database.Source), []);
            // One metric more is loaded each round; passes go on while it waits to be brought up to the others.
            var loaded = Math.Min(round % Rounds + 1, installation.Metrics.Length);
            await mirror.LoadAsync(installation.Metrics[loaded - 1].Id, CancellationToken.None);
            for (var pass = random.Next(1, 4); pass > 0; pass--)
            {
                if (random.Next(4) == 0)
                    await installation.WithdrawAsync();
                await installation.SendAsync(random.Next(1, 120));
                await installation.RollUpAsync();
            }
            passes.Add((await mirror.FollowAsync(CancellationToken.None))!.Value);
            (await installation.CompareAsync(mirror, passes[^1], 4)).ShouldBe(4 * loaded, $"round {round}");
            await installation.CompareLatestAsync(mirror, passes[^1]);
            await installation.CompareAsync(mirror, passes[random.Next(passes.Count)], 2);
            await installation.CompareAsync(mirror, passes[^1] - random.Next(4), 1);
        }
    }

    [Fact]
    public async Task A_mirror_that_misses_an_update_is_found_out()
    {
        var (installation, mirror) = (new MirroredInstallation(_database.Source, new Random(5)), MirroredInstallation.Mirror(_database.Source));
        await installation.PrepareAsync();
        await installation.SendAsync(200);
        await installation.RollUpAsync();
        foreach (var metric in installation.Metrics)
            await mirror.LoadAsync(metric.Id, CancellationToken.None);
        var pass = (await mirror.FollowAsync(CancellationToken.None))!.Value;
        (await installation.CompareAsync(mirror, pass, 10)).ShouldBe(70);

        await installation.SendAsync(60);
        await installation.RollUpAsync();
        // A fifth of what the passes changed is not said.
        await _database.ExecuteAsync($"""
            UPDATE rollup_log SET metric_ids = metric_ids[cardinality(days) / 5 + 1:], unit_ids = unit_ids[cardinality(days) / 5 + 1:],
                system_ids = system_ids[cardinality(days) / 5 + 1:], days = days[cardinality(days) / 5 + 1:] WHERE pass > {pass}
            """);
        pass = (await mirror.FollowAsync(CancellationToken.None))!.Value;
        await Assert.ThrowsAsync<ShouldAssertException>(() => installation.CompareAsync(mirror, pass, 20));
    }

    [Fact]
    public async Task The_mirrors_of_two_hosts_follow_the_passes_of_either()
    {
        var installation = new MirroredInstallation(_database.Source, new Random(6));
        await installation.PrepareAsync();
        await installation.SendAsync(100);
        await installation.RollUpAsync();
        await using var here = await HostAsync(installation);
        await using var there = await HostAsync(installation);
        for (var round = 0; round < 5; round++)
        {
            await installation.SendAsync(50);
            await installation.RollUpAsync();
            var newest = await _database.ScalarAsync<long>("SELECT max(pass) FROM rollup_log");
            foreach (var host in new[] { here, there })
            {
                host.Clock.Advance(TimeSpan.FromSeconds(2));
                (await host.Versions.NowAsync(CancellationToken.None)).Pass.ShouldBe(newest);
                (await installation.CompareAsync(host.Mirror, newest, 3)).ShouldBe(21);
            }
        }
    }

    [Fact]
    public async Task What_is_known_can_be_read_from_the_mirror_while_passes_go_on()
    {
        var installation = new MirroredInstallation(_database.Source, new Random(7));
        var reader = new MirroredInstallation(_database.Source, new Random(8));
        await installation.PrepareAsync();
        await reader.PrepareAsync();
        await installation.SendAsync(200);
        await installation.RollUpAsync();
        await using var host = await HostAsync(installation);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await installation.SendAsync(30);
                await installation.RollUpAsync();
            }
        });
        var (asked, answered) = (0, 0);
        while (!writing.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(2));
            var known = await host.Versions.NowAsync(CancellationToken.None);
            (asked, answered) = (asked + 7, answered + await reader.CompareAsync(host.Mirror, known.Pass, 1));
        }
        await writing;
        asked.ShouldBeGreaterThan(0);
        answered.ShouldBe(asked);
    }

    private async Task<Host> HostAsync(MirroredInstallation installation)
    {
        var (clock, mirror) = (new MovableClock(), MirroredInstallation.Mirror(_database.Source));
        foreach (var metric in installation.Metrics)
            await mirror.LoadAsync(metric.Id, CancellationToken.None);
        var versions = new RollupVersions(_database.Source, mirror, new LiveFeed(), clock, NullLogger<RollupVersions>.Instance);
        await versions.StartAsync(CancellationToken.None);
        return new Host(mirror, versions, clock);
    }

    private sealed record Host(RollupMirror Mirror, RollupVersions Versions, MovableClock Clock) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Versions.DisposeAsync();
    }
}
