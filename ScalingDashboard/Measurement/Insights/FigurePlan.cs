using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Which windows of days a figure is made from: the period, its trend parts and the period of comparison. Before
/// a period lies a look-back in which a level that was reported earlier still counts.</summary>
public sealed record FigurePlan(Period Current, Period Previous, IReadOnlyList<Window> Windows)
{
    // Places of the windows before those of the trend.
    private const int CurrentPlace = 0, PreviousPlace = 1, PreviousButLastDayPlace = 2, FirstTrendPlace = 3;

    public static FigurePlan Of(Period period, Cadence cadence)
    {
        var lookBack = LookBack(cadence);
        var previous = period.Previous;
        var carry = period.From.AddDays(-lookBack);
        var trend = period.TrendBounds();
        return new FigurePlan(period, previous,
        [
            new(carry, period.From, period.To),
            new(previous.From.AddDays(-lookBack), previous.From, previous.To),
            // An unfinished period is compared with a part of the last day only.
            new(previous.From, previous.From, previous.To.AddDays(-1)),
            .. trend.Zip(trend.Skip(1), (from, next) => new Window(carry, from, next.AddDays(-1))),
        ]);
    }

    /// <summary>Days before a span in which a level still stands for a unit that reports no newer one: one report may fail.</summary>
    public static int LookBack(Cadence cadence) => (int)Math.Ceiling(2 * cadence.Interval().TotalDays);

    /// <summary>The windows of which a part may be read. A comparison with a part of a period would be none, but the last
    /// level of a part is that of the whole.</summary>
    /// <param name="since">The first day that counts; null is all days.</param>
    public IEnumerable<Window?> WindowsFrom(DateOnly? since, bool isLevel) =>
        Windows.Select((w, place) => place is PreviousPlace or PreviousButLastDayPlace && !isLevel && w.From < since ? (Window?)null : w);

    public static Total WholeOf(IReadOnlyList<Total> totals) => totals[CurrentPlace];

    public static Total PreviousOf(IReadOnlyList<Total> totals) => totals[PreviousPlace];

    public static Total PreviousButLastDayOf(IReadOnlyList<Total> totals) => totals[PreviousButLastDayPlace];

    public static IEnumerable<Total> TrendOf(IReadOnlyList<Total> totals) => totals.Skip(FirstTrendPlace);
}
