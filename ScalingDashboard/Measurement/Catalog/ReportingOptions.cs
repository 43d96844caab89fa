using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Settings of section <c>Reporting</c>.</summary>
public sealed class ReportingOptions : IValidatableObject
{
    public const string Section = "Reporting";

    /// <summary>IANA time zone whose days the figures are gathered by. Default <c>UTC</c>. Fixed once readings are in.</summary>
    [Required]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Share of expected units (0 to 1) below which a figure is incomplete and gets no status. Default 0.8.</summary>
    [Range(0, 1)]
    public double CoverageLimit { get; init; } = 0.8;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new($"{Section}:TimeZone '{TimeZone}' is not an IANA time zone; use a name like Europe/Berlin.");
    }
}
