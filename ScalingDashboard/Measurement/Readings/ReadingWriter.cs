using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// The one door through which readings enter. A batch is one transaction (<see cref="OpenBatch"/>): when a write returns, it is
/// on disk, exactly once, and the buckets it touched are marked for the roll-up.
/// </summary>
public sealed class ReadingWriter(
    NpgsqlDataSource database, SourceDirectory sources, ReportingCalendar calendar, IOptions<RetentionOptions> options, LiveFeed feed, Intake intake,
    TimeProvider clock, ILogger<ReadingWriter> log)
{
    /// <summary>Readings were committed on this host; wakes the roll-up.</summary>
    public static readonly Topic Written = new("readings");

    /// <summary>A smaller batch that corrects nothing is logged for debugging only: a sender of one reading a second would
    /// fill the log.</summary>
    private const int Talkative = 20;

    /// <summary>Hours further back than this are backlog: figures of today and yesterday never wait for them.</summary>
    internal static readonly TimeSpan Live = TimeSpan.FromDays(2);

    private readonly ReadingPartitions _partitions = new(database);

    /// <param name="source">Who sends: the name of the API key, the person, or the demo. Part of the natural key.</param>
    /// <param name="given">In the order sent: of two readings with one key the later wins.</param>
    public Task<WriteOutcome> WriteAsync(string source, IReadOnlyList<Reading> given, CancellationToken cancellationToken) =>
        WriteAsync(source, new Incoming(given), cancellationToken);

    /// <summary>Stores what is plausible, sets the rest aside, and counts all of it.</summary>
    public async Task<WriteOutcome> WriteAsync(string source, Incoming incoming, CancellationToken cancellationToken)
    {
        await using var batch = Open(source);
        await batch.AppendAsync(incoming, cancellationToken);
        return await batch.CompleteAsync(cancellationToken);
    }

    /// <summary>What <see cref="WriteAsync(string, Incoming, CancellationToken)"/> would do now. It is done, and undone: a dry
    /// run that is worked out in another way would some day say something else.</summary>
    public async Task<WriteOutcome> PreviewAsync(string source, Incoming incoming, CancellationToken cancellationToken)
    {
        await using var batch = Open(source);
        await batch.AppendAsync(incoming, cancellationToken);
        return batch.Outcome with { BatchId = 0 };
    }

    /// <summary>Begins a batch that comes in pieces.</summary>
    /// <param name="once">The key by which the request has one effect, however often it is sent; null for none.</param>
    public OpenBatch Open(string source, string? once = null) => new(database, this, sources, calendar, options.Value, clock, source, once);

    /// <summary>Makes the months that readings fall into. Before any transaction, because it needs a connection of its own.</summary>
    internal Task EnsureMonthsAsync(IEnumerable<DateOnly> days, CancellationToken cancellationToken) => _partitions.EnsureAsync(days, cancellationToken);

    /// <summary>Stores readings as a batch of a source, within a transaction of the caller.</summary>
    /// <param name="isFirst">True when nothing of the batch was stored yet.</param>
    internal Task<WriteOutcome> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, long batchId, ReadingBatch batch, bool isFirst, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return new ReadingMerge(connection, transaction, sourceId, batchId).RunAsync(batch, isFirst, now, now - Live, cancellationToken);
    }

    /// <summary>Says that a batch was committed: to the roll-up, to the pages that show what came in, and to the log.</summary>
    internal void Announce(string source, IntakeHour counts, WriteOutcome outcome, int given, long started)
    {
        intake.Add(source, counts);
        if (outcome.Accepted + outcome.Corrected > 0)
            feed.Raise(Written);
        if (outcome.Quarantined > 0)
            feed.Raise(QuarantineDecisions.Changed);
        if (given == 0)
            return;
        var milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var level = given < Talkative && outcome.Corrected == 0 && outcome.Quarantined == 0 ? LogLevel.Debug : LogLevel.Information;
        ReadingLog.BatchWritten(log, level, source, outcome.Accepted, outcome.Unchanged, outcome.Corrected, outcome.Quarantined, milliseconds);
    }
}
