using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Mirror;

/// <summary>What the mirror cannot hold is left to PostgreSQL, and what it lost is loaded anew.</summary>
[Trait("Ring", "Database")]
public sealed class MirrorLimitsTests : IAsyncLifetime
{
    private readonly SeededDatabaseFixture _database = new();
    private MirroredInstallation _installation = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _installation = new MirroredInstallation(_database.Source, new Random(9));
        await _installation.PrepareAsync();
        await _installation.SendAsync(100);
        await _installation.RollUpAsync();
    }

    public Task DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("0.12345678901234567890123456789")]
    [InlineData("123456789012345678901234567890123456789")]
    [InlineData("1234567890.0000000000123")]
    public async Task A_metric_with_a_number_of_too_many_digits_is_left_to_PostgreSQL_and_the_others_are_not(string number)
    {
        var mirror = await LoadedAsync();
        await ChangeAsync($"value = {number}");
        var pass = (await mirror.FollowAsync(CancellationToken.None))!.Value;
        Answers(mirror, pass).ShouldBe([false, true, true, true, true, true, true]);
        Answers(await LoadedAsync(), pass).ShouldBe([false, true, true, true, true, true, true]);
    }

    [Fact]
    public async Task Changes_that_are_no_longer_on_record_make_the_mirror_load_anew()
    {
        var mirror = await LoadedAsync();
        await _installation.SendAsync(20);
        await _installation.RollUpAsync();
        await _database.ExecuteAsync("UPDATE rollup_log SET metric_ids = NULL, unit_ids = NULL, system_ids = NULL, days = NULL");
        (await mirror.FollowAsync(CancellationToken.None)).ShouldBeNull();
        mirror.Size.ShouldBe(0);
        while (mirror.Asked.TryRead(out var metricId))
            await mirror.LoadAsync(metricId, CancellationToken.None);
        var pass = (await mirror.FollowAsync(CancellationToken.None))!.Value;
        (await _installation.CompareAsync(mirror, pass, 5)).ShouldBe(35);
    }

    [Fact]
    public async Task A_metric_that_is_new_is_asked_for_once()
    {
        var mirror = MirroredInstallation.Mirror(_database.Source);
        await mirror.LoadAsync(_installation.Metrics[0].Id, CancellationToken.None);
        await mirror.FollowAsync(CancellationToken.None);
        for (var i = 0; i < 2; i++)
        {
            await _installation.SendAsync(100);
            await _installation.RollUpAsync();
            await mirror.FollowAsync(CancellationToken.None);
        }
        var asked = new List<int>();
        while (mirror.Asked.TryRead(out var metricId))
            asked.Add(metricId);
        asked.Order().ShouldBe(_installation.Metrics.Skip(1).Select(m => m.Id).Order());
    }

    [Fact]
    public async Task Nothing_is_held_without_room()
    {
        var mirror = MirroredInstallation.Mirror(_database.Source, megabytes: 0);
        await mirror.LoadAsync(_installation.Metrics[0].Id, CancellationToken.None);
        (await mirror.FollowAsync(CancellationToken.None)).ShouldBeNull();
        mirror.Size.ShouldBe(0);
    }

    private async Task<RollupMirror> LoadedAsync()
    {
        var mirror = MirroredInstallation.Mirror(_database.Source);
        foreach (var metric in _installation.Metrics)
            await mirror.LoadAsync(metric.Id, CancellationToken.None);
        await mirror.FollowAsync(CancellationToken.None);
        return mirror;
    }

    /// <summary>A pass that changes one row of the first metric.</summary>
    private Task ChangeAsync(string change) => _database.ExecuteAsync($"""
        WITH pass AS (SELECT nextval('rollup_passes') AS pass),
        changed AS (UPDATE rollup_days d SET {change}, pass = p.pass FROM pass p
            WHERE (d.metric_id, d.unit_id, d.system_id, d.day) = (SELECT metric_id, unit_id, system_id, day FROM rollup_days WHERE metric_id = {_installation.Metrics[0].Id} LIMIT 1) RETURNING d.*)
        INSERT INTO rollup_log (pass, at, metric_ids, unit_ids, system_ids, days)
        SELECT pass, now(), ARRAY[metric_id], ARRAY[unit_id], ARRAY[system_id], ARRAY[day] FROM changed
        """);

    private bool[] Answers(RollupMirror mirror, long pass) =>
        [.. _installation.Metrics.Select(metric => mirror.TryReadDays(metric, MirrorSamples.SliceOf(null, null), pass, [new Window(MirroredInstallation.First, MirroredInstallation.First, MirroredInstallation.First.AddDays(MirroredInstallation.Days))]) is not null)];
}

/// <summary>The mirror of a host that runs.</summary>
[Trait("Ring", "Web")]
public sealed class MirrorOfAHostTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task A_host_loads_its_mirror_in_the_background_and_keeps_it_current()
    {
        await app.AddUnitAsync("A");
        await app.IngestAsync("metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,A,,2026-03-02T10:00:00Z,12.50,,\n");
        await app.RolledUpAsync();
        var (mirror, versions) = (app.Services.GetRequiredService<RollupMirror>(), app.Services.GetRequiredService<RollupVersions>());
        var metric = app.Services.GetRequiredService<MetricCatalog>().Current.FindMetric("impact.cost_savings.cashable")!;
        var day = new DateOnly(2026, 3, 2);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(2));
            var known = await versions.NowAsync(patience.Token);
            if (mirror.TryReadDays(metric, MirrorSamples.SliceOf(null, null), known.Pass, [new Window(day, day, day)]) is not { } totals)
                continue;
            MirrorSamples.Text(totals[0]).ShouldBe("12.5  1 ");
            break;
        }
    }
}
