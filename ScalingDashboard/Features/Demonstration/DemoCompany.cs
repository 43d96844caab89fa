namespace ScalingDashboard.Features.Demonstration;

/// <summary>Everything <c>seed-data/demo</c> says about one demo company. Immutable.</summary>
/// <param name="Key">Its folder, for example <c>software</c>.</param>
/// <param name="RolloutWeeks">How many weeks before the end of the history the roll-out began.</param>
/// <param name="HistoryMonths">Length of the history.</param>
/// <param name="DailyDays">Days before the end of the history from which daily figures are daily; before that they were
/// gathered by the week.</param>
public sealed record DemoCompany(
    string Key, string Name, int RolloutWeeks, int HistoryMonths, int DailyDays,
    IReadOnlyList<DemoUnit> Units, IReadOnlyList<DemoSystem> Systems, IReadOnlyList<DemoProfile> Profiles,
    IReadOnlyList<DemoIncident> Incidents, IReadOnlyList<DemoGap> Gaps, IReadOnlyList<DemoAdaptation> Adaptations,
    IReadOnlyList<DemoFigure> Figures, IReadOnlyList<DemoRhythm> Rhythms, IReadOnlyList<DemoHoliday> Holidays);

/// <summary>A business unit of a demo company.</summary>
/// <param name="OffsetWeeks">How much later than the company its roll-out began.</param>
/// <param name="Stretch">How much longer than planned its waves take.</param>
/// <param name="Adopted">Share of its planned roll-out that will be live in the end, 0 to 1.</param>
/// <param name="Performance">How good it is among its peers, -1 to 1.</param>
/// <param name="Systems">Codes of the AI systems it uses.</param>
public sealed record DemoUnit(
    string Code, string Name, string Region, string Country, double UtcOffset, int Headcount, double OffsetWeeks, double Stretch,
    double Adopted, double Performance, IReadOnlyList<string> Systems);

public sealed record DemoSystem(string Code, string Name, string Function, string? Unit);

/// <summary>What drives a figure from its start to its end.</summary>
public enum DemoDriver
{
    /// <summary>Follows the roll-out of the waves and goes on rising slowly.</summary>
    Rollout,

    /// <summary>Rises by a step when a wave goes live.</summary>
    Steps,

    /// <summary>Moves evenly over the history.</summary>
    Trend,

    /// <summary>Stays.</summary>
    Steady,
}

/// <summary>How the denominator of a ratio develops.</summary>
public enum DemoWeight
{
    /// <summary>There is none.</summary>
    None,
    Steady,
    Rollout,

    /// <summary>Each unit counts the same; such a ratio is not calibrated.</summary>
    Even,
}

/// <summary>How one metric of a demo company behaves.</summary>
/// <param name="BySystem">Reported for each AI system of a unit, else for the unit.</param>
/// <param name="DelayWeeks">How long after the roll-out the effect shows.</param>
/// <param name="Start">Value before the roll-out; for amounts the share of the final pace.</param>
/// <param name="End">Value now, over the whole company; for amounts the sum of the last twelve months.</param>
/// <param name="Weight">Denominator of one report over the whole company; 0 without one.</param>
/// <param name="Spread">How far the best and the worst unit lie from the middle.</param>
/// <param name="Noise">How much it moves without a cause.</param>
/// <param name="Bump">What a go-live adds, fading over some weeks.</param>
/// <param name="Rhythm">Name of the working rhythm.</param>
/// <param name="Live">Sent by the simulator too.</param>
public sealed record DemoProfile(
    string Metric, bool BySystem, DemoDriver Driver, double DelayWeeks, double Start, double End, double Weight, DemoWeight WeightDriver,
    double Spread, double Noise, double Bump, string Rhythm, double? Low, double? High, int Decimals, bool Live);

/// <summary>Something that went wrong (or well) for a while; days are counted back from the end of the history.</summary>
/// <param name="Area">A unit, a country, a region, or <c>*</c> for all.</param>
/// <param name="Effect">Added to the figure; for amounts the share by which they change.</param>
public sealed record DemoIncident(string Metric, string Area, int FirstDaysAgo, int LastDaysAgo, double Effect, string Name);

/// <summary>A time in which nothing was reported.</summary>
/// <param name="Metric">A metric, or <c>*</c> for all.</param>
/// <param name="Unit">A unit, or <c>*</c> for all.</param>
/// <param name="LastDaysAgo">0: it still lasts.</param>
public sealed record DemoGap(string Metric, string Unit, int FirstDaysAgo, int LastDaysAgo, string Reason);

/// <summary>A company's own place and target for a metric of the catalogue.</summary>
/// <param name="Rank">Its place on its panel; null: not shown there.</param>
/// <param name="Target">Null: the catalogue's.</param>
public sealed record DemoAdaptation(string Metric, int? Rank, decimal? Target, decimal? Amber, string Reason);

/// <summary>A figure of the playbook's case study that the dashboard must compute from the readings.</summary>
public sealed record DemoFigure(string Metric, string Period, decimal Value, decimal Tolerance);

/// <summary>How the days of a week differ.</summary>
/// <param name="Days">Activity from Monday to Sunday; about 1 on a working day.</param>
/// <param name="Holidays">How strongly holidays show, 0 to 1.</param>
/// <param name="QuarterEnd">Factor on the last working days of a quarter.</param>
/// <param name="Hours">Which hours of the day are busy.</param>
public sealed record DemoRhythm(string Name, IReadOnlyList<double> Days, double Holidays, double QuarterEnd, DemoHours Hours);

public enum DemoHours
{
    /// <summary>From eight to six.</summary>
    Office,

    /// <summary>From early to late.</summary>
    Day,

    /// <summary>Around the clock.</summary>
    Round,
}

/// <summary>Days of every year on which less is done.</summary>
/// <param name="Area">A country, a region, or <c>*</c>.</param>
/// <param name="First">Month and day, as 100 x month + day.</param>
public sealed record DemoHoliday(string Area, int First, int Last, double Activity, string Name);
