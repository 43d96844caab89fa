using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Settings of section <c>Rollout</c>.</summary>
public sealed class RolloutOptions : IValidatableObject
{
    public const string Section = "Rollout";

    /// <summary>The first day of the first week of the roll-out, like <c>2026-01-05</c>: the weeks of the waves are counted from it.
    /// Default none: then no series is marked with go-lives.</summary>
    public DateOnly? StartsOn { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (StartsOn is { Year: < Period.FirstYear or > Period.LastYear })
            yield return new($"{Section}:StartsOn must be a day of the years {Period.FirstYear} to {Period.LastYear}.");
    }
}
