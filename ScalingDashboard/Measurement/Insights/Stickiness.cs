namespace ScalingDashboard.Measurement.Insights;

/// <summary>How many different people were active on one day; a day on which nobody was is listed with 0.</summary>
public readonly record struct DayUsers(DateOnly Day, decimal Users);

/// <summary>
/// The share of a month's users who come on an average day: mean of daily users / users of the month, 0 to 1. Pure.
/// The two kinds are never compared: used on workdays alone, a tool cannot pass 5/7 on calendar days.
/// </summary>
public static class Stickiness
{
    /// <summary>Over all days.</summary>
    /// <returns>Null without days or users.</returns>
    public static decimal? OfCalendarDays(IReadOnlyCollection<DayUsers> days, decimal monthUsers) => Of(days, monthUsers);

    /// <summary>Over the organisation's workdays alone.</summary>
    /// <returns>Null without workdays or users.</returns>
    public static decimal? OfWorkdays(IReadOnlyCollection<DayUsers> days, decimal monthUsers, Func<DateOnly, bool> isWorkday) =>
        Of([.. days.Where(day => isWorkday(day.Day))], monthUsers);

    private static decimal? Of(IReadOnlyCollection<DayUsers> days, decimal monthUsers) =>
        days.Count == 0 || monthUsers <= 0 ? null : days.Sum(day => day.Users) / days.Count / monthUsers;
}
