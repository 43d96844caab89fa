using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// The one door through which readings enter. A batch is one transaction: when a write returns, it is
/// on disk, exactly once, and the buckets it touched are marked for the roll-up.
/// </summary>
public sealed class ReadingWriter(
    NpgsqlDataSource database, SourceDirectory sources, ReportingCalendar calendar, IOptions<RetentionOptions> options, LiveFeed feed, TimeProvider clock,
    ILogger<ReadingWriter> log)
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
        var (batch, sourceId) = await PrepareAsync(source, given, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = await MergeAsync(connection, transaction, batch, sourceId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Announce(source, outcome, given.Count, started);
        return outcome;
    }

    /// <summary>The same once, however often the request is sent.</summary>
    /// <exception cref="Platform.Data.Invalid">The same request is under way, or its key was used for another body.</exception>
    public async Task<OnceAnswer> WriteOnceAsync(string source, IReadOnlyList<Reading> given, OnceRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (batch, sourceId) = await PrepareAsync(source, given, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var memory = new AnswerMemory(connection, transaction, sourceId);
        if (await memory.RecallAsync(request, cancellationToken) is { } before)
            return new OnceAnswer(before, IsRepetition: true);
        var outcome = given.Count == 0 ? default : await MergeAsync(connection, transaction, batch, sourceId, cancellationToken);
        var answer = request.Answer(outcome);
        await memory.KeepAsync(request, answer, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Announce(source, outcome, given.Count, started);
        return new OnceAnswer(answer, IsRepetition: false);
    }

    /// <summary>The same with counts since a start, of which what is new is stored.</summary>
    public async Task<WriteOutcome> WriteAsync(
        string source, IReadOnlyList<Reading> given, IReadOnlyList<CumulativeReading> counts, CancellationToken cancellationToken)
    {
        if (counts.Count == 0)
            return await WriteAsync(source, given, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        // Which of the counts become readings is known in the transaction; their months are needed before it.
        await _partitions.EnsureAsync(given.Concat(counts.Select(c => c.Count)).Select(r => calendar.DayOf(r.At)), cancellationToken);
        var sourceId = await sources.IdOfAsync(source, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var fresh = await new CumulativeCounts(connection, transaction, sourceId, options.Value.CountsPerSender).TakeAsync(counts, cancellationToken);
        List<Reading> all = [.. given, .. fresh];
        var outcome = all.Count == 0 ? default : await MergeAsync(connection, transaction, ReadingBatch.Of(all, calendar), sourceId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Announce(source, outcome, all.Count, started);
        return outcome;
    }

    // Before the transaction, because both may need a connection of their own.
    private async Task<(ReadingBatch Batch, int SourceId)> PrepareAsync(string source, IReadOnlyList<Reading> given, CancellationToken cancellationToken)
    {
        var batch = ReadingBatch.Of(given, calendar);
        await _partitions.EnsureAsync(batch.Days, cancellationToken);
        return (batch, await sources.IdOfAsync(source, cancellationToken));
    }

    private async Task<WriteOutcome> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ReadingBatch batch, int sourceId, CancellationToken cancellationToken)
    {
        await using var number = new NpgsqlCommand("SELECT nextval(pg_get_serial_sequence('batches', 'id'))", connection, transaction);
        var batchId = (long)(await number.ExecuteScalarAsync(cancellationToken))!;
        var now = clock.GetUtcNow();
        return await new ReadingMerge(connection, transaction, sourceId, batchId).RunAsync(batch, now, now - Live, cancellationToken);
    }

    private void Announce(string source, WriteOutcome outcome, int given, long started)
    {
        if (outcome.Accepted + outcome.Corrected > 0)
            feed.Raise(Written);
        var milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var level = given < Talkative && outcome.Corrected == 0 ? LogLevel.Debug : LogLevel.Information;
        ReadingLog.BatchWritten(log, level, source, outcome.Accepted, outcome.Unchanged, outcome.Corrected, milliseconds);
    }
}
