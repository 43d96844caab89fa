using Npgsql;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// Counts what comes in, by source and hour, beside the way of the readings: a counter in their transaction would let one
/// request of a sender wait for another. Written down every two seconds; a host that is killed loses at most that much of
/// the counts, and none of the readings.
/// </summary>
public sealed class Intake(NpgsqlDataSource database, SourceDirectory sources, LivePublisher live, TimeProvider clock, ILogger<Intake> log) : IHostedService, IAsyncDisposable
{
    /// <summary>The counts that are written down rose.</summary>
    public static readonly Topic Changed = new("intake");

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1);
    // Bounded by the senders of two seconds, or of the time in which the database is away.
    private Dictionary<(string Source, DateTimeOffset Hour), IntakeHour> _pending = [];
    private Throttle? _throttle;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _throttle = new Throttle(WriteDownAsync, Pause, clock, PutOff);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        try
        {
            await WriteDownAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            ReadingLog.IntakePutOff(log, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_throttle is not null)
            await _throttle.DisposeAsync();
    }

    /// <summary>Counts one request. Cheap, and waits for nothing.</summary>
    internal void Add(string source, IntakeHour request)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
            HourOf(source, new(now.Ticks - now.Ticks % TimeSpan.TicksPerHour, TimeSpan.Zero)).Add(request);
        _throttle?.Signal();
    }

    /// <summary>When it returns, all that was counted before is written down.</summary>
    internal async Task WriteDownAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await WriteTakenAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteTakenAsync(CancellationToken cancellationToken)
    {
        Dictionary<(string Source, DateTimeOffset Hour), IntakeHour> taken;
        lock (_lock)
            (taken, _pending) = (_pending, []);
        if (taken.Count == 0)
            return;
        try
        {
            // In one order on all hosts, so that two never wait for each other.
            var rows = new List<(int Source, DateTimeOffset Hour, IntakeHour Counts)>(taken.Count);
            foreach (var (key, counts) in taken)
                rows.Add((await sources.IdOfAsync(key.Source, cancellationToken), key.Hour, counts));
            await IntakeTable.AddAsync(database, [.. rows.OrderBy(r => r.Source).ThenBy(r => r.Hour)], cancellationToken);
        }
        catch
        {
            lock (_lock)
                foreach (var (key, counts) in taken)
                    HourOf(key.Source, key.Hour).Add(counts);
            throw;
        }
        await live.PublishAsync(taken.Values.Any(t => t.SetAside > 0) ? [Changed, QuarantineDecisions.Changed] : [Changed], cancellationToken);
    }

    private IntakeHour HourOf(string source, DateTimeOffset hour)
    {
        if (!_pending.TryGetValue((source, hour), out var counts))
            _pending[(source, hour)] = counts = new IntakeHour();
        return counts;
    }

    private void PutOff(Exception e)
    {
        ReadingLog.IntakePutOff(log, e.Message);
        _throttle?.Signal();
    }
}
