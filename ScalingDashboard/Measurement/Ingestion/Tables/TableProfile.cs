using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>One column as it was seen.</summary>
/// <param name="Samples">Its first few texts.</param>
/// <param name="Numbers">What all of its texts together tell about the sign of decimals; numbers of a workbook tell nothing.</param>
/// <param name="Dates">The same about the order of day and month.</param>
public sealed record TableColumn(string Heading, IReadOnlyList<string> Samples, NumberSigns Numbers, DateSigns Dates);

/// <summary>What is known of a table once it was read through.</summary>
/// <param name="Sheet">The sheet that was read; null where a file has only one table.</param>
/// <param name="HeaderRow">The row with the names of the columns.</param>
/// <param name="Rows">Rows below it with something in them.</param>
public sealed record TableProfile(IReadOnlyList<string> Sheets, string? Sheet, int HeaderRow, int Rows, IReadOnlyList<TableColumn> Columns)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The columns that can be chosen from: they have a heading, and none that we wrote.</summary>
    [JsonIgnore]
    public IEnumerable<TableColumn> Named => Columns.Where(c => c.Heading.Length > 0 && !TableFields.IsProblem(c.Heading));

    /// <summary>Equal for tables with the same columns, in whatever order.</summary>
    [JsonIgnore]
    public string Signature => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Named.Select(c => c.Heading.Trim().ToLowerInvariant()).Order(StringComparer.Ordinal)))));

    public TableColumn? Find(string? heading) => heading is null ? null : Columns.FirstOrDefault(c => c.Heading == heading);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static TableProfile Parse(string json) => JsonSerializer.Deserialize<TableProfile>(json, Json)!;
}
