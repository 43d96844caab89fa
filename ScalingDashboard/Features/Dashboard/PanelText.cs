using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Which way a change points for the reader.</summary>
public enum ChangeTone
{
    Neutral,
    Better,
    Worse,
}

/// <summary>What a figure says on the board. Pure; every sentence of a panel is made here.</summary>
public static class PanelText
{
    private static readonly IFormatProvider Culture = Formatting.English;

    public static AgeState Judged(Figure figure) => Judged(figure.Freshness);

    public static AgeState Judged(Freshness freshness) => freshness switch
    {
        Freshness.None => AgeState.None,
        Freshness.Live => AgeState.Live,
        Freshness.Late => AgeState.Late,
        Freshness.Stale => AgeState.Stale,
        Freshness.Error => AgeState.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(freshness)),
    };

    /// <summary>How fresh a figure is at <paramref name="now"/>, although nothing has arrived since it was computed.</summary>
    public static AgeState Age(Figure figure, DateTimeOffset asOf, DateTimeOffset now) =>
        AgeRules.At(Judged(figure), asOf, figure.LastAt, figure.Metric.Cadence.Interval(), now);

    /// <summary>The one judgement shown: what can not be believed is not judged by its target.</summary>
    public static ChipState Chip(Figure figure, AgeState age) => (age, figure) switch
    {
        (AgeState.Error, _) => ChipState.Error,
        (AgeState.None, _) or (_, { Value: null }) => ChipState.NoData,
        (AgeState.Stale, _) => ChipState.Stale,
        (_, { Status: TargetStatus.Unknown, Complete: false }) => ChipState.Incomplete,
        _ => Chip(figure.Status),
    };

    public static ChipState Chip(TargetStatus status) => status switch
    {
        TargetStatus.OnTrack => ChipState.OnTrack,
        TargetStatus.AtRisk => ChipState.AtRisk,
        TargetStatus.OffTrack => ChipState.OffTrack,
        TargetStatus.Unknown => ChipState.NoTarget,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Value(Figure figure) => Formatting.Value(figure.Value, figure.Metric.Unit, Culture);

    /// <summary>The value cut before a unit of several words: "1.96" and " per 100". Together they are <see cref="Value"/>.</summary>
    public static (string Number, string Words) ValueAndWords(Figure figure)
    {
        var (text, unit) = (Value(figure), figure.Metric.Unit);
        return unit.Contains(' ', StringComparison.Ordinal) && text.EndsWith(unit, StringComparison.Ordinal)
            ? (text[..^(unit.Length + 1)], text[^(unit.Length + 1)..])
            : (text, "");
    }

    public static string Change(Figure figure) => Formatting.Change(figure.Value, figure.Previous, figure.Metric.Unit, Culture);

    public static string? ChangePercent(Figure figure) =>
        Formatting.ChangePercent(figure.Value, figure.Previous, figure.Metric.Unit, Culture);

    /// <summary>"+2.1 M (+4.3 %) vs prior year".</summary>
    public static string ChangeWords(Figure figure, Period period) => Formatting.ChangeWords(
        figure.Value, figure.Previous, figure.Metric.Unit, period.ComparisonWords, Culture);

    /// <summary>A change is better or worse only where the metric has a direction and enough units reported.</summary>
    public static ChangeTone Tone(Figure figure)
    {
        var change = figure.Value - figure.Previous ?? 0;
        if (change == 0 || !figure.Complete)
            return ChangeTone.Neutral;
        return figure.Metric.Direction switch
        {
            Direction.Higher => change > 0 ? ChangeTone.Better : ChangeTone.Worse,
            Direction.Lower => change < 0 ? ChangeTone.Better : ChangeTone.Worse,
            _ => ChangeTone.Neutral,
        };
    }

    public static string Word(ChangeTone tone) => tone switch
    {
        ChangeTone.Better => "better",
        ChangeTone.Worse => "worse",
        _ => "",
    };

    /// <summary>"11 of 12 units reported", or null when all of them did.</summary>
    public static string? MissingUnits(Figure figure) => figure.ReportingUnits < figure.ExpectedUnits
        ? Formatting.Coverage(figure.ReportingUnits, figure.ExpectedUnits, Culture)
        : null;

    /// <summary>How single figures lie that are not combined: "12 figures, 1 h to 4 h, median 2 h, 9 meet the target". Null
    /// where there is one figure, or none.</summary>
    public static string? SpreadWords(Figure figure)
    {
        if (figure.Value is not null || figure.Spread is not { } spread)
            return null;
        string Show(decimal value) => Formatting.Value(value, figure.Metric.Unit, Culture);
        var meeting = spread.Meeting is { } count ? string.Create(Culture, $", {count:#,0} {(count == 1 ? "meets" : "meet")} the target") : "";
        return string.Create(Culture, $"{spread.Count:#,0} figures, {Show(spread.Min)} to {Show(spread.Max)}, median {Show(spread.Median)}{meeting}");
    }

    /// <summary>"Restated 3 times since it was closed", of a derived figure "Its inputs were restated 3 times since they were
    /// closed"; empty when it never was.</summary>
    public static string RestatedWords(Figure figure)
    {
        if (figure.Restated is not { } restated)
            return "";
        var times = restated.Count switch
        {
            1 => "once",
            2 => "twice",
            var count => string.Create(Culture, $"{count:#,0} times"),
        };
        return figure.Metric.Derived is null ? $"Restated {times} since it was closed" : $"Its inputs were restated {times} since they were closed";
    }

    /// <summary>"by erp for FIN-DE", "by erp for 14 units".</summary>
    public static string By(Restatement restatement)
    {
        var by = restatement.Source.Length == 0 ? "" : $"by {restatement.Source} ";
        var units = restatement.Units;
        return units.Count <= 2 ? $"{by}for {string.Join(" and ", units)}" : string.Create(Culture, $"{by}for {units.Count:#,0} units");
    }

    /// <summary>The level a sparkline is compared with: an amount's target is shared out over the parts of the period.</summary>
    public static decimal? TrendTarget(Figure figure) =>
        figure.Metric.Rollup == RollupRule.Sum && figure.Trend.Count > 0 ? figure.Target / figure.Trend.Count : figure.Target;

    /// <summary>The border between "at risk" and "off track" for this period.</summary>
    public static decimal? Amber(Figure figure)
    {
        var metric = figure.Metric;
        if (figure.Target is not { } target)
            return null;
        if (figure.Judged.Limit is { } limit)
            return limit;
        if (metric.Amber is not { } amber)
            return target * (metric.Direction == Direction.Lower ? 1.1m : 0.9m);
        return metric.TargetPerYear && metric.Target is { } year && year != 0 ? amber * target / year : amber;
    }

    /// <summary>The rule by which the figure is judged, in words.</summary>
    public static string TargetRule(Figure figure)
    {
        var metric = figure.Metric;
        string Show(decimal? value) => Formatting.Value(value, metric.Unit, Culture);
        if (metric.Direction == Direction.Band)
            return figure.Judged.WhyNone ?? $"Good from {Show(figure.Judged.Low ?? metric.BandLow)} to {Show(figure.Judged.High ?? metric.BandHigh)}{(figure.Judged.Words is { } said ? $": {said}" : "")}.";
        if (metric.Direction == Direction.None)
            return "Context only: not judged.";
        var way = metric.Direction == Direction.Higher ? "Higher is better." : "Lower is better.";
        if (figure.Target is null)
            return (metric.Target, figure.Judged.WhyNone) is ({ } whole, null or TrajectoryRules.OfTheWhole)
                ? $"{way} The target of {Show(whole)} is one of the whole company."
                : $"{way} {figure.Judged.WhyNone ?? "No target is set."}";
        var share = figure.Judged.Words is { } words ? $": {words}" : metric.TargetPerYear ? $", this period's share of {Show(metric.Target)} a year" : "";
        return $"{way} Target {Show(figure.Target)}{share}; off track beyond {Show(Amber(figure))}.";
    }

    /// <summary>When an outcome is reached: "since Sep 2026", "expected Apr 2027", "not in sight at this pace".</summary>
    public static string Projection(OutcomeFigure outcome) => outcome switch
    {
        { Value: null } => "no readings yet",
        { ReachedSince: { } since } => $"reached since {Formatting.Month(since, Culture)}",
        { Projected: { } day } => $"expected {Formatting.Month(day, Culture)}",
        { Status: TargetStatus.OnTrack } => "reached",
        _ => "not in sight at this pace",
    };
}
