namespace ScalingDashboard.Measurement.Catalog;

/// <summary>How a fiscal year is cut into quarters and months.</summary>
public enum FiscalPattern
{
    /// <summary>Calendar months.</summary>
    Months,

    /// <summary>Quarters of thirteen whole weeks, in months of four, four and five.</summary>
    Weeks445,

    /// <summary>Four, five and four weeks, as most retailers have it.</summary>
    Weeks454,

    /// <summary>Five, four and four weeks.</summary>
    Weeks544,
}

/// <summary>What a year of whole weeks is compared with when it or the year before has a 53rd week.</summary>
public enum Week53Rule
{
    /// <summary>The same span 52 weeks earlier, whatever its week numbers: the dates lie as near as whole weeks allow, and
    /// both spans are equally long. After a year of 53 weeks, week 1 is compared with week 2.</summary>
    Shift,

    /// <summary>The same week numbers a year before. A 53rd week there is left out; one here, which has no partner, is
    /// compared with week 52.</summary>
    Align,
}

/// <summary>The spelling of both in the settings.</summary>
internal static class FiscalWords
{
    public static readonly IReadOnlyDictionary<string, FiscalPattern> Patterns = new Dictionary<string, FiscalPattern>(StringComparer.Ordinal)
    {
        ["months"] = FiscalPattern.Months,
        ["4-4-5"] = FiscalPattern.Weeks445,
        ["4-5-4"] = FiscalPattern.Weeks454,
        ["5-4-4"] = FiscalPattern.Weeks544,
    };

    public static readonly IReadOnlyDictionary<string, Week53Rule> Week53Rules = new Dictionary<string, Week53Rule>(StringComparer.Ordinal)
    {
        ["shift"] = Week53Rule.Shift,
        ["align"] = Week53Rule.Align,
    };

    public static readonly IReadOnlyDictionary<string, DayOfWeek> Weekdays =
        Enum.GetValues<DayOfWeek>().ToDictionary(day => day.ToString(), StringComparer.OrdinalIgnoreCase);
}
