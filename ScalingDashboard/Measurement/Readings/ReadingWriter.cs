using System.Diagnostics;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// The one door through which readings enter. A batch is one transaction: when <see cref="WriteAsync"/> returns, it is
/// on disk, exactly once, and the buckets it touched are marked for the roll-up.
/// </summary>
public sealed class ReadingWriter(
    NpgsqlDataSource database, SourceDirectory sources, ReportingCalendar calendar, LiveFeed feed, TimeProvider clock, ILogger<ReadingWriter> log)
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
    public async Task<WriteOutcome> WriteAsync(string source, IReadOnlyList<Reading> given, CancellationToken cancellationToken)
    {
        if (given.Count == 0)
            return default;
        var started = Stopwatch.GetTimestamp();
        var batch = ReadingBatch.Of(given, calendar);
        var sourceId = await sources.IdOfAsync(source, cancellationToken);
        await _partitions.EnsureAsync(batch.Days, cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var number = new NpgsqlCommand("SELECT nextval(pg_get_serial_sequence('batches', 'id'))", connection, transaction);
        var batchId = (long)(await number.ExecuteScalarAsync(cancellationToken))!;
        var now = clock.GetUtcNow();
        var outcome = await new ReadingMerge(connection, transaction, sourceId, batchId).RunAsync(batch, now, now - Live, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        if (outcome.Accepted + outcome.Corrected > 0)
            feed.Raise(Written);
        var milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var level = given.Count < Talkative && outcome.Corrected == 0 ? LogLevel.Debug : LogLevel.Information;
        ReadingLog.BatchWritten(log, level, source, outcome.Accepted, outcome.Unchanged, outcome.Corrected, milliseconds);
        return outcome;
    }
}
