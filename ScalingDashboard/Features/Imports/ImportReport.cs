using System.Text.Json;
using System.Text.Json.Serialization;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Features.Imports;

/// <summary>What an import does, or has done, to the readings. All of its rows are in one of these.</summary>
/// <param name="SetAside">Rows that are kept apart until somebody looks at them.</param>
public sealed record ImportCounts(int New, int Changed, int Unchanged, int Rejected, int SetAside = 0)
{
    /// <summary>Readings that storing would write.</summary>
    [JsonIgnore]
    public int Writes => New + Changed + SetAside;

    public string ToJson() => JsonSerializer.Serialize(this);

    public static ImportCounts? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<ImportCounts>(json);

    public static ImportCounts Of(WriteOutcome outcome, int rejected) => new(outcome.Accepted, outcome.Corrected, outcome.Unchanged, rejected, outcome.Quarantined);
}

/// <summary>The result of a dry run or of storing, as the page shows it.</summary>
public sealed record ImportReport(ImportCounts Counts, IReadOnlyList<TableSample> Samples, IReadOnlyList<TableProblem> Problems)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static ImportReport Parse(string json) => JsonSerializer.Deserialize<ImportReport>(json)!;
}

/// <summary>Where a table stands in its file, where a person said so.</summary>
public sealed record ImportLayout(string? Sheet, int? HeaderRow)
{
    public static readonly ImportLayout Unsaid = new(null, null);

    public string ToJson() => JsonSerializer.Serialize(this);

    public static ImportLayout Parse(string? json) => json is null ? Unsaid : JsonSerializer.Deserialize<ImportLayout>(json)!;
}
