using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Gathers the good readings of one request and the reasons of the bad ones.</summary>
internal sealed class BatchBuilder(ReadingRules rules)
{
    /// <summary>More errors than this are counted and not listed: nobody reads them, and the answer stays small.</summary>
    public const int MostErrors = 1_000;

    private readonly List<Reading> _readings = [];
    private readonly List<CumulativeReading> _counts = [];
    private readonly List<IngestionError> _errors = [];

    /// <summary>Bounded by the size limit of a request.</summary>
    public IReadOnlyList<Reading> Readings => _readings;

    /// <summary>Counts since a start, bounded in the same way.</summary>
    public IReadOnlyList<CumulativeReading> Counts => _counts;

    public int Rejected { get; private set; }

    /// <summary>The index of the next reading.</summary>
    public int Next => _readings.Count + Rejected;

    /// <summary>Why the reading was rejected; null when it is good.</summary>
    public IngestionError? Add(RawReading raw)
    {
        var error = rules.Check(raw, out var reading);
        if (error is not null)
            Reject(error);
        else
            _readings.Add(reading);
        return error;
    }

    /// <summary>The same of a count since a start.</summary>
    public IngestionError? AddCount(RawReading raw, DateTimeOffset since, bool countsWeight)
    {
        var error = rules.Check(raw, out var reading);
        if (error is not null)
            Reject(error);
        else
            _counts.Add(new CumulativeReading(reading, since, countsWeight));
        return error;
    }

    public void Reject(IngestionError error)
    {
        Rejected++;
        if (_errors.Count < MostErrors)
            _errors.Add(error);
    }

    public IngestionReport Report(WriteOutcome outcome) =>
        new(outcome.Accepted, outcome.Unchanged, outcome.Corrected, Rejected, _errors, Rejected - _errors.Count, outcome.BatchId);
}
