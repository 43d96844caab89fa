using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Mirror;

/// <summary>Readings written and rolled up for real, one metric for each rule, and questions asked of a mirror and of
/// PostgreSQL.</summary>
internal sealed class MirroredInstallation(NpgsqlDataSource database, Random random)
{
    public const int Days = 140;

    private static readonly ReportingCalendar Calendar = new(Options.Create(new ReportingOptions()), TimeProvider.System);

    private readonly LiveFeed _feed = new();
    private readonly List<Reading> _sent = [];
    private readonly List<long> _batches = [];
    private ReadingWriter? _writer;

    public Metric[] Metrics { get; private set; } = [];

    /// <summary>PostgreSQL alone: nothing is ever loaded into the mirror beside it.</summary>
    public RollupReader Truth { get; } = new(new KnownSource(database, new Standby(null)), Mirror(database));

    public static DateOnly First => Calendar.Today.AddDays(-Days);

    public static RollupMirror Mirror(NpgsqlDataSource database, int megabytes = 64) =>
        new(database, Options.Create(new RollupOptions { MirrorMegabytes = megabytes }), TimeProvider.System, NullLogger<RollupMirror>.Instance);

    public async Task PrepareAsync()
    {
        var sources = new SourceDirectory(database);
        var intake = new Intake(database, sources, new LivePublisher(database, _feed), TimeProvider.System, NullLogger<Intake>.Instance);
        _writer = new ReadingWriter(database, sources, Calendar, Options.Create(new RetentionOptions()), _feed, intake, TimeProvider.System, NullLogger<ReadingWriter>.Instance);
        var metrics = new List<Metric>();
        foreach (var rule in MirrorSamples.Rules)
        {
            await using var command = database.CreateCommand("SELECT min(id) FROM metrics WHERE rollup = $1");
            command.Parameters.Add(new() { Value = rule.Code() });
            metrics.Add(Samples.Metric(rule) with { Id = (int)(await command.ExecuteScalarAsync())! });
        }
        Metrics = [.. metrics];
    }

    /// <summary>Sends new readings, some of days long gone, and corrections of old ones.</summary>
    public async Task SendAsync(int count)
    {
        List<Reading> batch = [.. Enumerable.Range(0, count).Select(_ => random.Next(4) == 0 && _sent.Count > 0 ? Corrected() : New())];
        _batches.Add((await _writer!.WriteAsync("mirror-test", batch, CancellationToken.None)).BatchId);
        _sent.AddRange(batch);
    }

    /// <summary>Takes a batch back: its readings go, what they corrected stands again.</summary>
    public async Task WithdrawAsync()
    {
        var horizon = new ReadingHorizon(database, Calendar, Options.Create(new RetentionOptions()));
        var withdrawal = new BatchWithdrawal(database, new SourceDirectory(database), horizon, Calendar, _feed, TimeProvider.System);
        await withdrawal.WithdrawAsync(_batches[random.Next(_batches.Count)], "mirror-test", null, CancellationToken.None);
    }

    public Task RollUpAsync() =>
        new RollupWork(database, Calendar, new LivePublisher(database, _feed), new WaitingReadings(TimeProvider.System), Options.Create(new RollupOptions()), TimeProvider.System, NullLogger<RollupWork>.Instance).RunAsync(CancellationToken.None);

    /// <summary>Asks every metric the same of both, as known after a pass.</summary>
    /// <returns>How many answers the mirror gave.</returns>
    public async Task<int> CompareAsync(RollupMirror mirror, long pass, int questions)
    {
        var answers = 0;
        for (var i = 0; i < questions; i++)
        {
            var (slice, windows) = (MirrorSamples.Slice(random), MirrorSamples.Windows(random, First, Days));
            foreach (var metric in Metrics)
            {
                if (mirror.TryReadDays(metric, slice, pass, windows) is not { } mirrored)
                    continue;
                answers++;
                mirrored.ShouldSay(await Truth.ReadDaysAsync(metric, slice, pass, windows, CancellationToken.None), $"{metric.Rollup} as known after {pass}");
            }
        }
        return answers;
    }

    public async Task CompareLatestAsync(RollupMirror mirror, long pass)
    {
        var slice = MirrorSamples.Slice(random);
        foreach (var metric in Metrics)
            if (mirror.TryReadLatest(metric, slice, pass) is { } latest)
                latest.ShouldBe(await Truth.ReadLatestAsync(metric, slice, pass, CancellationToken.None), metric.Rollup.Code());
    }

    private Reading New()
    {
        var metric = Metrics[random.Next(Metrics.Length)];
        // Half of them now, the other half anywhere, also where hours are no longer kept.
        var day = random.Next(2) == 0 ? Days : random.Next(0, Days + 1);
        var at = new DateTimeOffset(First.AddDays(day), new TimeOnly(random.Next(24), random.Next(60)), TimeSpan.Zero);
        return new Reading(metric.Id, random.Next(1, MirrorSamples.Units + 1), random.Next(0, MirrorSamples.Systems), at, "", MirrorSamples.Number(random), Weight(metric));
    }

    private Reading Corrected() => _sent[random.Next(_sent.Count)] with { Value = MirrorSamples.Number(random) };

    private decimal? Weight(Metric metric) =>
        metric.Rollup.NeedsWeight() || random.Next(3) == 0 ? random.Next(0, 5000) / (random.Next(2) == 0 ? 1m : 100m) : null;
}
