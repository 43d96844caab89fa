namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>A reading as a sender wrote it: names not looked up, texts not read. Every format becomes this first, so
/// that every format is checked by the same rules.</summary>
/// <param name="Index">Position in the batch, from 0: how the sender finds it again.</param>
internal readonly record struct RawReading(int Index, string? Metric, string? Unit, string? System, string? At, string? Value, string? Weight, string? Key);

/// <summary>Why one reading was rejected or set aside.</summary>
/// <param name="Index">Position in the batch, from 0.</param>
/// <param name="Code">Stable word for programs.</param>
/// <param name="Message">For people: what was found, what was expected, what to do.</param>
public sealed record IngestionError(int Index, string Code, string Message);

/// <summary>The answer to a batch.</summary>
/// <param name="Batch">Its number, by which it can be taken back; 0 when nothing was stored.</param>
/// <param name="ErrorsOmitted">Rejected readings beyond the list, whose errors are counted and not listed.</param>
/// <param name="Quarantined">Readings that are on disk and count nowhere, until an analyst accepts them.</param>
/// <param name="SetAside">Why, of the first thousand of them.</param>
public sealed record IngestionReport(
    int Accepted, int Unchanged, int Corrected, int Rejected, IReadOnlyList<IngestionError> Errors, int ErrorsOmitted, long Batch,
    int Quarantined, IReadOnlyList<IngestionError> SetAside);
