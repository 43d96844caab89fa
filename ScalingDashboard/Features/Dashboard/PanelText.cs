using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Language;
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

/// <summary>What a figure says on the board, in the language of who looks. Pure; every sentence of a panel is made here.</summary>
public static class PanelText
{
    private static CultureInfo Culture => CultureInfo.CurrentCulture;

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

    /// <summary>The same, as it is shown.</summary>
    /// <param name="figure">Whose newest reading is looked at.</param>
    /// <param name="asOf">When the figure was computed.</param>
    /// <param name="now">The moment it is looked at.</param>
    /// <param name="ageOnly">True beside a chip that says "Stale" already.</param>
    public static AgeLook AgeLook(Figure figure, DateTimeOffset asOf, DateTimeOffset now, bool ageOnly) =>
        Platform.Ui.Cards.AgeLook.At(Judged(figure), asOf, figure.LastAt, figure.Metric.Cadence.Interval(), now, ageOnly);

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
        figure.Value, figure.Previous, figure.Metric.Unit, period.Compared.In(Culture), Culture);

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
        ChangeTone.Better => DashboardTexts.Better,
        ChangeTone.Worse => DashboardTexts.Worse,
        _ => "",
    };

    /// <summary>"vs prior year, better"; without a tone the words alone.</summary>
    public static string WithTone(string words, ChangeTone tone) => tone == ChangeTone.Neutral ? words : DashboardTexts.WithWord.With(words, Word(tone));

    /// <summary>"+2.1 M (+4.3 %) vs prior year, better".</summary>
    public static string ChangeAndTone(Figure figure, Period period) => WithTone(ChangeWords(figure, period), Tone(figure));

    /// <summary>"every day".</summary>
    public static string Rhythm(Cadence cadence) => cadence switch
    {
        Cadence.Minute => DashboardTexts.EveryMinute,
        Cadence.Hour => DashboardTexts.EveryHour,
        Cadence.Day => DashboardTexts.EveryDay,
        Cadence.Week => DashboardTexts.EveryWeek,
        Cadence.Month => DashboardTexts.EveryMonth,
        Cadence.Quarter => DashboardTexts.EveryQuarter,
        _ => throw new ArgumentOutOfRangeException(nameof(cadence)),
    };

    /// <summary>"SUM, version 2".</summary>
    /// <param name="anew">The text for a metric that was defined anew within the period.</param>
    public static string Combined(Figure figure, string anew)
    {
        var (rule, version) = (figure.Metric.Derived ?? figure.Metric.Rollup.Code(), figure.Metric.Version);
        return figure.CountedFrom is { } first ? anew.With(rule, version, Formatting.Day(first, Culture)) : DashboardTexts.CombinedVersion.With(rule, version);
    }

    /// <summary>"11 of 12 units reported", or null when all of them did.</summary>
    public static string? MissingUnits(Figure figure) => figure.ReportingUnits < figure.ExpectedUnits
        ? Formatting.Coverage(figure.ReportingUnits, figure.ExpectedUnits, Culture)
        : null;

    /// <summary>"50 to 52 of 52 units reported, by panel"; where all panels have as many, "52 of 52 units reported".</summary>
    public static string UnitsReported(Board board)
    {
        var ((least, most), all) = (board.ReportingUnits, board.Snapshot.Units);
        return least == most ? Formatting.Coverage(most, all, Culture) : DashboardTexts.UnitsByPanel.With(least, most, all);
    }

    /// <summary>How single figures lie that are not combined: "12 figures, 1 h to 4 h, median 2 h, 9 meet the target". Null
    /// where there is one figure, or none.</summary>
    public static string? SpreadWords(Figure figure)
    {
        if (figure.Value is not null || figure.Spread is not { } spread)
            return null;
        string Show(decimal value) => Formatting.Value(value, figure.Metric.Unit, Culture);
        var text = spread.Meeting switch
        {
            null => DashboardTexts.Spread,
            1 => DashboardTexts.SpreadOneMeets,
            _ => DashboardTexts.SpreadMeet,
        };
        return text.With(spread.Count, Show(spread.Min), Show(spread.Max), Show(spread.Median), spread.Meeting);
    }

    /// <summary>"Restated 3 times since it was closed", of a derived figure "Its inputs were restated 3 times since they were
    /// closed"; empty when it never was.</summary>
    public static string RestatedWords(Figure figure)
    {
        if (figure.Restated is not { } restated)
            return "";
        var text = (restated.Count, figure.Metric.Derived) switch
        {
            (1, null) => DashboardTexts.RestatedOnce,
            (2, null) => DashboardTexts.RestatedTwice,
            (_, null) => DashboardTexts.RestatedTimes,
            (1, _) => DashboardTexts.InputsRestatedOnce,
            (2, _) => DashboardTexts.InputsRestatedTwice,
            _ => DashboardTexts.InputsRestatedTimes,
        };
        return text.With(restated.Count);
    }

    /// <summary>"by erp for FIN-DE", "by erp for 14 units".</summary>
    public static string By(Restatement restatement)
    {
        var (source, units) = (restatement.Source, restatement.Units);
        return (source.Length, units) switch
        {
            (0, [var one]) => DashboardTexts.ForOne.With(one),
            (0, [var one, var other]) => DashboardTexts.ForTwo.With(one, other),
            (0, _) => DashboardTexts.ForMany.With(units.Count),
            (_, [var one]) => DashboardTexts.ByForOne.With(source, one),
            (_, [var one, var other]) => DashboardTexts.ByForTwo.With(source, one, other),
            _ => DashboardTexts.ByForMany.With(source, units.Count),
        };
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
        {
            var (low, high) = (Show(figure.Judged.Low ?? metric.BandLow), Show(figure.Judged.High ?? metric.BandHigh));
            return figure.Judged.WhyNone?.Here() ?? (figure.Judged.Words is { } said ? DashboardTexts.BandRuleSet.With(low, high, said.Here()) : DashboardTexts.BandRule.With(low, high));
        }
        if (metric.Direction == Direction.None)
            return DashboardTexts.ContextOnly;
        return DashboardTexts.WayThen.With(metric.Direction == Direction.Higher ? DashboardTexts.HigherIsBetter : DashboardTexts.LowerIsBetter, Goal());

        string Goal() => (figure.Target, metric.Target, figure.Judged.WhyNone, figure.Judged.Words) switch
        {
            (null, { } whole, var why, _) when why is null || why.Equals(TrajectoryRules.OfTheWhole) => DashboardTexts.TargetOfCompany.With(Show(whole)),
            (null, _, var why, _) => why?.Here() ?? DashboardTexts.NoTargetSet,
            (_, _, _, { } words) => DashboardTexts.TargetSetBeyond.With(Show(figure.Target), words.Here(), Show(Amber(figure))),
            _ when metric.TargetPerYear => DashboardTexts.TargetShareBeyond.With(Show(figure.Target), Show(metric.Target), Show(Amber(figure))),
            _ => DashboardTexts.TargetBeyond.With(Show(figure.Target), Show(Amber(figure))),
        };
    }

    /// <summary>When an outcome is reached: "since Sep 2026", "expected Apr 2027", DashboardTexts.NotInSight.</summary>
    public static string Projection(OutcomeFigure outcome) => outcome switch
    {
        { Value: null } => DashboardTexts.NoReadingsYet,
        { ReachedSince: { } since } => DashboardTexts.ReachedSince.With(Formatting.Month(since, Culture)),
        { Projected: { } day } => DashboardTexts.ExpectedIn.With(Formatting.Month(day, Culture)),
        { Status: TargetStatus.OnTrack } => DashboardTexts.Reached,
        _ => DashboardTexts.NotInSight,
    };
}
