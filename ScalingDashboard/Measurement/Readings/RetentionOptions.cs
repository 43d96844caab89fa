using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Settings of section <c>Readings</c>.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    public const string Section = "Readings";

    /// <summary>Hour buckets go back 100 days and are computed from readings.</summary>
    private const int Least = 5;

    /// <summary>Whole months before the present one whose readings are kept; roll-ups and restatements stay for ever.
    /// 0 keeps all readings. Default 0, else 5 to 1200.</summary>
    [Range(0, 1200)]
    public int KeepMonths { get; init; }

    /// <summary>How many counts since a start one sender may have going: each set of attributes of an OpenTelemetry sum or bucket
    /// is one, and where it stands must be kept. 1 to 10,000,000, default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int CountsPerSender { get; init; } = 100_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeepMonths is > 0 and < Least)
            yield return new($"{Section}:KeepMonths must be 0 (keep all) or at least {Least}, because hours are computed from readings for 100 days.");
    }
}
