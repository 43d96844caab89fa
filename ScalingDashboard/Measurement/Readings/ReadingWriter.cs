using System.Diagnostics;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// The one door through which readings enter. A batch is one transaction: when a write returns, it is
/// on disk, exactly once, and the buckets it touched are marked for the roll-up.
/// </summary>
public sealed class ReadingWriter(
    NpgsqlDataSource database, SourceDirectory sources, ReportingCalendar calendar, LiveFeed feed, Intake intake, TimeProvider clock, ILogger<ReadingWriter> log)
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
        var started = Stopwatch.GetTimestamp();
        var outcome = default(WriteOutcome);
        if (incoming.Count > 0)
        {
            var batch = ReadingBatch.Of(incoming.Readings, calendar);
            var sourceId = await PrepareAsync(source, incoming, batch, cancellationToken);
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            outcome = await StoreAsync(connection, transaction, sourceId, incoming, batch, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        Announce(source, incoming, outcome, started);
        return outcome;
    }

    /// <summary>The same once, however often the request is sent.</summary>
    /// <exception cref="Invalid">The same request is under way, or its key was used for another body.</exception>
    public async Task<OnceAnswer> WriteOnceAsync(string source, Incoming incoming, OnceRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var batch = ReadingBatch.Of(incoming.Readings, calendar);
        var sourceId = await PrepareAsync(source, incoming, batch, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var memory = new AnswerMemory(connection, transaction, sourceId);
        if (await memory.RecallAsync(request, cancellationToken) is { } before)
            return new OnceAnswer(before, IsRepetition: true);
        var outcome = incoming.Count == 0 ? default : await StoreAsync(connection, transaction, sourceId, incoming, batch, cancellationToken);
        var answer = request.Answer(outcome);
        await memory.KeepAsync(request, answer, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Announce(source, incoming, outcome, started);
        return new OnceAnswer(answer, IsRepetition: false);
    }

    /// <summary>Makes the months that readings fall into. Before any transaction, because it needs a connection of its own.</summary>
    internal Task EnsureMonthsAsync(IEnumerable<DateOnly> days, CancellationToken cancellationToken) => _partitions.EnsureAsync(days, cancellationToken);

    /// <summary>Stores readings as a batch of a source, within a transaction of the caller.</summary>
    internal Task<WriteOutcome> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, long batchId, ReadingBatch batch, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return new ReadingMerge(connection, transaction, sourceId, batchId).RunAsync(batch, now, now - Live, cancellationToken);
    }

    // Before the transaction, because both may need a connection of their own. Which of what is judged or counted becomes a
    // reading is known in the transaction; its months are needed before.
    private async Task<int> PrepareAsync(string source, Incoming incoming, ReadingBatch batch, CancellationToken cancellationToken)
    {
        var others = incoming.Limited.Select(l => l.Reading).Concat(incoming.Counts.Select(c => c.Count));
        await EnsureMonthsAsync(batch.Days.Concat(others.Select(r => calendar.DayOf(r.At))), cancellationToken);
        return await sources.IdOfAsync(source, cancellationToken);
    }

    private async Task<WriteOutcome> StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, Incoming incoming, ReadingBatch batch, CancellationToken cancellationToken)
    {
        if (incoming.Counts.Count > 0)
        {
            var fresh = await new CumulativeCounts(connection, transaction, sourceId).TakeAsync(incoming.Counts, cancellationToken);
            incoming = incoming.WithNew(fresh);
            batch = ReadingBatch.Of(incoming.Readings, calendar);
        }
        if (incoming.Readings.Count + incoming.Limited.Count == 0)
            return default;
        var (batchId, hasOpen) = await BeginAsync(connection, transaction, sourceId, SpanOf(incoming, batch), cancellationToken);
        var table = new QuarantineTable(connection, transaction, sourceId);
        var sifted = await new Quarantine(table, new RecentValues(connection, transaction, calendar), calendar).SiftAsync(incoming, hasOpen, cancellationToken);
        // Nothing is stored and nothing is new on record: there is nothing that could be taken back.
        if (sifted.Readings.Count + sifted.New.Count == 0)
            return new WriteOutcome(0, 0, 0, 0) { Aside = sifted.Aside };
        if (sifted.Readings != incoming.Readings)
            batch = ReadingBatch.Of(sifted.Readings, calendar);
        await table.KeepAsync(sifted, batchId, clock.GetUtcNow(), cancellationToken);
        var outcome = await MergeAsync(connection, transaction, sourceId, batchId, batch, cancellationToken);
        return sifted.Aside.Count == 0 ? outcome : outcome with { Aside = sifted.Aside };
    }

    /// <summary>The number of a new batch, and whether anything of these days by this source waits or was refused.</summary>
    private static async Task<(long BatchId, bool HasOpen)> BeginAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT nextval(pg_get_serial_sequence('batches', 'id')),
                   EXISTS (SELECT FROM quarantined_readings WHERE source_id = $1 AND state IN ('waiting', 'refused') AND at >= $2 AND at < $3)
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Of(sourceId));
        command.Parameters.Add(SqlValue.Of(span.From.UtcDateTime));
        command.Parameters.Add(SqlValue.Of(span.Until.UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetBoolean(1));
    }

    /// <summary>A span in which all readings lie. The batch is in the order of its days.</summary>
    private (DateTimeOffset From, DateTimeOffset Until) SpanOf(Incoming incoming, ReadingBatch batch)
    {
        List<DateOnly> days = [.. incoming.Limited.Select(l => calendar.DayOf(l.Reading.At))];
        if (batch.Days.Count > 0)
            days.AddRange([batch.Days[0], batch.Days[^1]]);
        return (calendar.StartOf(days.Min()), calendar.StartOf(days.Max().AddDays(1)));
    }

    private void Announce(string source, Incoming incoming, WriteOutcome outcome, long started)
    {
        intake.Add(source, incoming, outcome);
        if (outcome.Accepted + outcome.Corrected > 0)
            feed.Raise(Written);
        var aside = outcome.Aside?.Count ?? 0;
        if (aside > 0)
            feed.Raise(QuarantineDecisions.Changed);
        if (incoming.Count == 0)
            return;
        var milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var level = incoming.Count < Talkative && outcome.Corrected == 0 && aside == 0 ? LogLevel.Debug : LogLevel.Information;
        ReadingLog.BatchWritten(log, level, source, outcome.Accepted, outcome.Unchanged, outcome.Corrected, aside, milliseconds);
    }
}
