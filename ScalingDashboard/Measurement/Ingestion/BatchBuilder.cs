using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Gathers the good readings of one request and the reasons of the bad ones.</summary>
internal sealed class BatchBuilder(ReadingRules rules)
{
    /// <summary>More errors than this are counted and not listed: nobody reads them, and the answer stays small.</summary>
    public const int MostErrors = 1_000;

    // All bounded by the size limit of a request.
    private readonly List<Reading> _readings = [];
    private readonly List<int> _indices = [];
    private readonly List<LimitedReading> _limited = [];
    private readonly List<CumulativeReading> _counts = [];
    private readonly List<IngestionError> _errors = [];
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private DateTimeOffset? _newest;

    public int Rejected { get; private set; }

    /// <summary>Readings that are out of their metric's range. Which of the others jump is known when they are stored.</summary>
    public int OutOfRange { get; private set; }

    /// <summary>The index of the next reading.</summary>
    public int Next => _readings.Count + _limited.Count + Rejected;

    /// <summary>All that was gathered, for the writer.</summary>
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

    public IngestionReport Report(WriteOutcome outcome)
    {
        var aside = outcome.Aside ?? [];
        return new(outcome.Accepted, outcome.Unchanged, outcome.Corrected, Rejected, _errors, Rejected - _errors.Count, outcome.BatchId, aside.Count,
            [.. aside.OrderBy(a => a.Index).Take(MostErrors).Select(a => new IngestionError(a.Index, a.Why.Code, a.Why.Message))]);
    }

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
}
