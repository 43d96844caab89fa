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

    /// <summary>Month (1 to 12) in which the fiscal year begins. Default 1.</summary>
    [Range(1, 12)]
    public int FiscalYearStart { get; init; } = 1;

    /// <summary><c>months</c>, or the weeks of a quarter's months: <c>4-4-5</c>, <c>4-5-4</c> or <c>5-4-4</c>. Default
    /// <c>months</c>.</summary>
    public string FiscalPattern { get; init; } = "months";

    /// <summary>First day of a week. Default <c>Monday</c>: weeks of ISO 8601.</summary>
    public string WeekStart { get; init; } = "Monday";

    /// <summary>What is compared when a year of whole weeks has a 53rd: <c>shift</c> the span 52 weeks earlier,
    /// <c>align</c> the same week numbers. Default <c>shift</c>.</summary>
    public string Week53 { get; init; } = "shift";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new($"{Section}:TimeZone '{TimeZone}' is not an IANA time zone; use a name like Europe/Berlin.");
        if (!FiscalWords.Patterns.ContainsKey(FiscalPattern))
            yield return Unknown(nameof(FiscalPattern), FiscalPattern, FiscalWords.Patterns.Keys);
        if (!FiscalWords.Weekdays.ContainsKey(WeekStart))
            yield return Unknown(nameof(WeekStart), WeekStart, FiscalWords.Weekdays.Keys);
        if (!FiscalWords.Week53Rules.ContainsKey(Week53))
            yield return Unknown(nameof(Week53), Week53, FiscalWords.Week53Rules.Keys);
    }

    internal FiscalCalendar Calendar() => new(
        FiscalYearStart, FiscalWords.Patterns[FiscalPattern], FiscalWords.Weekdays[WeekStart], FiscalWords.Week53Rules[Week53]);

    private static ValidationResult Unknown(string key, string value, IEnumerable<string> known) =>
        new($"{Section}:{key} '{value}' is not known; use one of {string.Join(", ", known)}.");
}
