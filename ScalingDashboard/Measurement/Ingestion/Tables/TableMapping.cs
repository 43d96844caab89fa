using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Which sign parts the decimals of the numbers that are written as text.</summary>
public enum NumberStyle
{
    /// <summary>None has any: a point is taken as in every other format.</summary>
    Unsaid,
    Point,
    Comma,
}

/// <summary>Whether 03/04/2026 is in April or in March.</summary>
public enum DateOrder
{
    /// <summary>No date is written so.</summary>
    Unsaid,
    DayFirst,
    MonthFirst,
}

/// <summary>Where a field comes from: a column, by its heading, or one answer for the whole table.</summary>
public sealed record FieldSource(string? Column, string? Fixed)
{
    public static readonly FieldSource None = new(null, null);

    [JsonIgnore]
    public bool IsNone => Column is null && string.IsNullOrWhiteSpace(Fixed);
}

/// <summary>How the rows of a table become readings.</summary>
public sealed record TableMapping
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public Dictionary<TableField, FieldSource> Fields { get; init; } = [];

    public NumberStyle Numbers { get; init; }

    public DateOrder Dates { get; init; }

    public FieldSource Of(TableField field) => Fields.GetValueOrDefault(field) ?? FieldSource.None;

    public TableMapping With(TableField field, FieldSource source) => this with { Fields = new(Fields) { [field] = source } };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static TableMapping Parse(string json) => JsonSerializer.Deserialize<TableMapping>(json, Json)!;
}
