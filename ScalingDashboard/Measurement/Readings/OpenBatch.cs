using System.Diagnostics;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// A batch while it is written: the pieces of a request in one transaction, which begins with the first of them. When it is
/// completed all of it is on disk; when it is not, nothing of it ever was. So a request may be larger than memory.
/// </summary>
/// <param name="once">The key by which the request has one effect, however often it is sent; null for none.</param>
public sealed class OpenBatch(
    NpgsqlDataSource database, ReadingWriter writer, SourceDirectory sources, ReportingCalendar calendar, RetentionOptions options, TimeProvider clock,
    string source, string? once) : IAsyncDisposable
{
    /// <summary>More readings set aside than this are counted and not listed.</summary>
    public const int MostListed = 1_000;

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly IntakeHour _counts = new();
    private readonly List<SetAside> _aside = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private int _sourceId;
    private GivenAnswer? _before;
    private int _given;

    /// <summary>What would have become of the pieces so far.</summary>
    public WriteOutcome Outcome { get; private set; }

    /// <summary>Stores what of a piece is plausible, sets the rest aside, and counts all of it. Does nothing when the request
    /// was answered before.</summary>
    /// <exception cref="Invalid">The same request is under way (409).</exception>
    public async Task AppendAsync(Incoming piece, CancellationToken cancellationToken)
    {
        var outcome = default(WriteOutcome);
        if (piece.Count > 0)
        {
            var batch = ReadingBatch.Of(piece.Readings, calendar);
            // Which of what is judged or counted becomes a reading is known later.
            var others = piece.Limited.Select(l => l.Reading).Concat(piece.Counts.Select(c => c.Count));
            await writer.EnsureMonthsAsync(batch.Days.Concat(others.Select(r => calendar.DayOf(r.At))), cancellationToken);
            await BeginAsync(cancellationToken);
            if (_before is not null)
                return;
            outcome = await StoreAsync(piece, batch, cancellationToken);
        }
        _given += piece.Count;
        _counts.Add(piece, outcome, clock.GetUtcNow());
        if (outcome.Aside is { } aside)
            _aside.AddRange(aside.Take(MostListed - _aside.Count));
        Outcome = new(Outcome.Accepted + outcome.Accepted, Outcome.Unchanged + outcome.Unchanged, Outcome.Corrected + outcome.Corrected, Math.Max(Outcome.BatchId, outcome.BatchId))
        {
            Quarantined = Outcome.Quarantined + outcome.Quarantined,
            Aside = _aside.Count == 0 ? null : _aside,
        };
    }

    /// <summary>Commits. When it returns, all is on disk.</summary>
    public async Task<WriteOutcome> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_transaction is not null)
            await _transaction.CommitAsync(cancellationToken);
        writer.Announce(source, _counts, Outcome, _given, _started);
        return Outcome;
    }

    /// <summary>Commits together with the answer, or gives the one that was given before.</summary>
    /// <param name="bodyHash">SHA-256 of the body: the same key with another body is a mistake of the sender's.</param>
    /// <param name="answer">Makes the answer of what was stored. The same text is given to every repetition.</param>
    /// <exception cref="Invalid">The same request is under way (409), or its key was used for another body (422).</exception>
    public async Task<OnceAnswer> CompleteOnceAsync(byte[] bodyHash, Func<WriteOutcome, string> answer, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        if (_before is { } before)
            return new OnceAnswer(before.To(bodyHash), IsRepetition: true);
        var text = answer(Outcome);
        await Memory.KeepAsync(once!, bodyHash, text, clock.GetUtcNow(), cancellationToken);
        await CompleteAsync(cancellationToken);
        return new OnceAnswer(text, IsRepetition: false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private AnswerMemory Memory => new(_connection!, _transaction!, _sourceId);

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_transaction is not null)
            return;
        _sourceId = await sources.IdOfAsync(source, cancellationToken);
        _connection = await database.OpenConnectionAsync(cancellationToken);
        _transaction = await _connection.BeginTransactionAsync(cancellationToken);
        if (once is not null)
            _before = await Memory.RecallAsync(once, cancellationToken);
    }

    private async Task<WriteOutcome> StoreAsync(Incoming piece, ReadingBatch batch, CancellationToken cancellationToken)
    {
        if (piece.Counts.Count > 0)
        {
            piece = piece.WithNew(await new CumulativeCounts(_connection!, _transaction!, _sourceId, options.CountsPerSender).TakeAsync(piece.Counts, cancellationToken));
            batch = ReadingBatch.Of(piece.Readings, calendar);
        }
        if (piece.Readings.Count + piece.Limited.Count == 0)
            return default;
        var (batchId, hasOpen) = await NumberAsync(SpanOf(piece, batch), cancellationToken);
        var table = new QuarantineTable(_connection!, _transaction!, _sourceId);
        var sifted = await new Quarantine(table, new RecentValues(_connection!, _transaction!, calendar), calendar).SiftAsync(piece, hasOpen, cancellationToken);
        var aside = new WriteOutcome { Quarantined = sifted.Aside.Count, Aside = sifted.Aside.Count == 0 ? null : sifted.Aside };
        // Nothing is stored and nothing is new on record: there is nothing that could be taken back.
        if (sifted.Readings.Count + sifted.New.Count == 0)
            return aside;
        if (sifted.Readings != piece.Readings)
            batch = ReadingBatch.Of(sifted.Readings, calendar);
        await table.KeepAsync(sifted, batchId, clock.GetUtcNow(), cancellationToken);
        var outcome = await writer.MergeAsync(_connection!, _transaction!, _sourceId, batchId, batch, isFirst: Outcome.BatchId == 0, cancellationToken);
        return outcome with { Quarantined = aside.Quarantined, Aside = aside.Aside };
    }

    /// <summary>The number of the batch, and whether anything of these days by this source waits or was refused.</summary>
    private async Task<(long BatchId, bool HasOpen)> NumberAsync((DateTimeOffset From, DateTimeOffset Until) span, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT CASE $4 WHEN 0 THEN nextval(pg_get_serial_sequence('batches', 'id')) ELSE $4 END,
                   EXISTS (SELECT FROM quarantined_readings WHERE source_id = $1 AND state IN ('waiting', 'refused') AND at >= $2 AND at < $3)
            """, _connection, _transaction);
        command.Parameters.Add(SqlValue.Of(_sourceId));
        command.Parameters.Add(SqlValue.Of(span.From.UtcDateTime));
        command.Parameters.Add(SqlValue.Of(span.Until.UtcDateTime));
        command.Parameters.Add(SqlValue.Of(Outcome.BatchId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetBoolean(1));
    }

    /// <summary>A span in which all readings lie. The batch is in the order of its days.</summary>
    private (DateTimeOffset From, DateTimeOffset Until) SpanOf(Incoming piece, ReadingBatch batch)
    {
        List<DateOnly> days = [.. piece.Limited.Select(l => calendar.DayOf(l.Reading.At))];
        if (batch.Days.Count > 0)
            days.AddRange([batch.Days[0], batch.Days[^1]]);
        return (calendar.StartOf(days.Min()), calendar.StartOf(days.Max().AddDays(1)));
    }
}
