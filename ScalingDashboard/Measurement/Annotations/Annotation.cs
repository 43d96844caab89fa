using System.Text.Json.Serialization;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>What happened on a day, in words: it stands at the series, so that a jump is explained where it is seen.</summary>
/// <param name="Id">Of a person's note; 0 of what is found automatically.</param>
/// <param name="Kind">One of <see cref="AnnotationKinds"/>.</param>
/// <param name="Metric">Key of the metric; null concerns every metric.</param>
/// <param name="Unit">Code of the business unit; null concerns all units.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="WrittenAt">When; of what is found automatically the beginning of its day.</param>
public sealed record Annotation(
    long Id, DateOnly Day, string Text, string Kind, string? Metric, string? Unit, string Author, DateTimeOffset WrittenAt)
{
    /// <summary>The text of what is found automatically, for a reader of any language; null of what a person wrote.</summary>
    [JsonIgnore]
    public Sentence? Said { get; init; }

    /// <summary>The author of what no person wrote.</summary>
    public const string Automatic = "automatic";
}

/// <summary>What an annotation is about.</summary>
public static class AnnotationKinds
{
    /// <summary>A person's note.</summary>
    public const string Note = "note";

    /// <summary>A wave of the roll-out goes live.</summary>
    public const string Wave = "wave";

    /// <summary>Something went wrong.</summary>
    public const string Incident = "incident";
}
