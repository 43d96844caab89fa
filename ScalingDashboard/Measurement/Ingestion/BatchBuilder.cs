using Microsoft.Extensions.ObjectPool;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Gathers the good readings of one request and the reasons of the bad ones, and hands them on in pieces.</summary>
/// <param name="next">Takes a piece; null to gather the whole request.</param>
internal sealed class BatchBuilder(ReadingRules rules, Func<Incoming, CancellationToken, Task>? next = null) : IDisposable
{
    /// <summary>Readings of a piece: enough for a fast copy into the table, and a few megabytes of memory.</summary>
    private const int Piece = 20_000;

    /// <summary>More errors than this are counted and not listed: nobody reads them, and the answer stays small.</summary>
    public const int MostErrors = 1_000;

    // A list of ten thousand readings takes two megabytes before it has grown to its size, and the collector most of a request's time.
    private static readonly ObjectPool<List<Reading>> Lists = new DefaultObjectPool<List<Reading>>(new ListPolicy());

    // Bounded by a piece, or by the size limit of a request.
    private readonly List<Reading> _readings = Lists.Get();
    private readonly List<int> _indices = [];
    private readonly List<LimitedReading> _limited = [];
    private readonly List<CumulativeReading> _counts = [];
    private readonly List<IngestionError> _errors = [];
    private Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private DateTimeOffset? _newest;
    private int _handedOn;

    public int Rejected { get; private set; }

    /// <summary>Readings that are out of their metric's range. Which of the others jump is known when they are stored.</summary>
    public int OutOfRange { get; private set; }

    /// <summary>The index of the next reading.</summary>
    public int Next => _handedOn + Gathered + Rejected;

    /// <summary>True when so much is gathered that a parser hands it on before it reads further.</summary>
    public bool IsFull => next is not null && Gathered >= Piece;

    private int Gathered => _readings.Count + _limited.Count;

    /// <summary>All that was gathered and not handed on, for the writer.</summary>
    public Incoming Incoming => new(_readings) { Indices = _indices, Limited = _limited, Counts = _counts, Rejected = _reasons, Newest = _newest };

    /// <summary>Why the reading was rejected; null when it is good.</summary>
    public IngestionError? Add(RawReading raw)
    {
        if (Check(raw, out var reading) is { } error)
            return error;
        var limits = rules.LimitsOf(reading);
        var why = limits is null ? null : PlausibilityRules.OutOfRange(limits, reading);
        if (limits is not null && (why is not null || limits.LargestJump is not null))
        {
            OutOfRange += why is null ? 0 : 1;
            _limited.Add(new LimitedReading(raw.Index, reading, limits, why));
            return null;
        }
        _readings.Add(reading);
        _indices.Add(raw.Index);
        return null;
    }

    /// <summary>The same of a count since a start.</summary>
    public IngestionError? AddCount(RawReading raw, DateTimeOffset since, bool countsWeight)
    {
        if (Check(raw, out var reading) is { } error)
            return error;
        _counts.Add(new CumulativeReading(reading, since, countsWeight) { Limits = rules.LimitsOf(reading) });
        return null;
    }

    public void Reject(IngestionError error)
    {
        Rejected++;
        _reasons[error.Code] = _reasons.GetValueOrDefault(error.Code) + 1;
        if (_errors.Count < MostErrors)
            _errors.Add(error);
    }

    /// <summary>Hands on what was gathered; waits until it is stored, so that a fast sender fills no memory.</summary>
    public async Task HandOnAsync(CancellationToken cancellationToken)
    {
        await next!(Incoming, cancellationToken);
        _handedOn += Gathered;
        _readings.Clear();
        _indices.Clear();
        _limited.Clear();
        _reasons = new(StringComparer.Ordinal);
    }

    public IngestionReport Report(WriteOutcome outcome) => new(
        outcome.Accepted, outcome.Unchanged, outcome.Corrected, Rejected, _errors, Rejected - _errors.Count, outcome.BatchId, outcome.Quarantined,
        [.. (outcome.Aside ?? []).OrderBy(a => a.Index).Take(MostErrors).Select(a => new IngestionError(a.Index, a.Why.Code, a.Why.Message))]);

    /// <summary>Gives the list back: what <see cref="Incoming"/> said is no longer valid. Who keeps it disposes of nothing.</summary>
    public void Dispose() => Lists.Return(_readings);

    private IngestionError? Check(RawReading raw, out Reading reading)
    {
        var error = rules.Check(raw, out reading);
        // A reading that was rejected for its time still says how far the sender's clock is off.
        if (reading.At != default && (_newest is null || reading.At > _newest))
            _newest = reading.At;
        if (error is not null)
            Reject(error);
        return error;
    }

    private sealed class ListPolicy : PooledObjectPolicy<List<Reading>>
    {
        public override List<Reading> Create() => [];

        public override bool Return(List<Reading> list)
        {
            list.Clear();
            return list.Capacity <= 2 * Piece;
        }
    }
}
