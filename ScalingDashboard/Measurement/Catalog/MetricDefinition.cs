using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What a metric's numbers mean in one of its versions, and the target that goes with that meaning.</summary>
public sealed record MetricDefinition
{
    public required int Version { get; init; }

    /// <summary>The first day on which it holds; null is from the beginning.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    public required string Unit { get; init; }

    public required decimal Scale { get; init; }

    public required string Formula { get; init; }

    public required RollupRule Rollup { get; init; }

    public decimal? Percentile { get; init; }

    /// <inheritdoc cref="Metric.Derived"/>
    public string? Derived { get; init; }

    /// <inheritdoc cref="Metric.Baseline"/>
    public FrozenBaseline? Baseline { get; init; }

    public required Direction Direction { get; init; }

    public decimal? Target { get; init; }

    public bool TargetPerYear { get; init; }

    public decimal? Amber { get; init; }

    public decimal? BandLow { get; init; }

    public decimal? BandHigh { get; init; }
}

/// <summary>The baseline of an index, computed once: what was known of it after a pass. Any slice's own baseline is read
/// as known after that pass, so none of them ever moves.</summary>
/// <param name="Value">The baseline of all units together, in the unit of the input.</param>
public sealed record FrozenBaseline(long Pass, decimal Value);

/// <summary>A metric's definitions before the present one, oldest first; equal when all of them are.</summary>
[JsonConverter(typeof(Converter))]
public sealed class EarlierDefinitions(IReadOnlyList<MetricDefinition> definitions) : IReadOnlyList<MetricDefinition>, IEquatable<EarlierDefinitions>
{
    public static readonly EarlierDefinitions None = new([]);

    public int Count => definitions.Count;

    public MetricDefinition this[int index] => definitions[index];

    public IEnumerator<MetricDefinition> GetEnumerator() => definitions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(EarlierDefinitions? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as EarlierDefinitions);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, definitions[^1]);

    internal sealed class Converter : JsonConverter<EarlierDefinitions>
    {
        public override EarlierDefinitions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<List<MetricDefinition>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, EarlierDefinitions value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IReadOnlyList<MetricDefinition>>(writer, [.. value], options);
    }
}
