using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What is aimed at on some days in a row.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Goal">An amount is that of the whole span; a level or a ratio holds on each of its days. Null of a band.</param>
/// <param name="Limit">The border between "at risk" and "off track"; null: 10 % beyond the goal.</param>
/// <param name="Low">The lower side of a band; null of a goal.</param>
/// <param name="High">The upper side of a band; null of a goal.</param>
public sealed record TargetSpan(DateOnly From, DateOnly To, decimal? Goal, decimal? Limit, decimal? Low, decimal? High)
{
    [JsonIgnore]
    public int Days => To.DayNumber - From.DayNumber + 1;

    public bool Includes(DateOnly day) => day >= From && day <= To;
}

/// <summary>The targets of one metric for one unit, or for the whole company, span by span. A part of the catalogue: it is replaced as a
/// whole, and what it said before stays in the history, so that who asks as of a moment is judged by what was aimed at then.</summary>
public sealed record Trajectory
{
    /// <summary>Stable name: the metric, and behind a stroke the unit.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Code of the unit; null is the whole company.</summary>
    public string? Unit { get; init; }

    /// <summary>What the goals are counted in: that of the metric when they were set. After it was defined in another they mean nothing.</summary>
    public required string Measure { get; init; }

    /// <summary>In the order of days, none over another. Empty: withdrawn.</summary>
    public required TargetSpans Spans { get; init; }

    /// <summary>Who said so.</summary>
    public required string ChangedBy { get; init; }

    public static string KeyOf(string metric, string? unit) => unit is null ? metric : $"{metric}/{unit}";
}

/// <summary>Spans in the order of days; equal when all of them are.</summary>
[JsonConverter(typeof(Converter))]
public sealed class TargetSpans(IReadOnlyList<TargetSpan> spans) : IReadOnlyList<TargetSpan>, IEquatable<TargetSpans>
{
    public static readonly TargetSpans None = new([]);

    public int Count => spans.Count;

    public TargetSpan this[int index] => spans[index];

    public IEnumerator<TargetSpan> GetEnumerator() => spans.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(TargetSpans? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as TargetSpans);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, spans[^1]);

    internal sealed class Converter : JsonConverter<TargetSpans>
    {
        public override TargetSpans Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<List<TargetSpan>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, TargetSpans value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IReadOnlyList<TargetSpan>>(writer, [.. value], options);
    }
}
