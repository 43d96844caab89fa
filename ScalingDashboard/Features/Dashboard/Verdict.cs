using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>How many panels say what. Counted once per picture, shown as a tally and as sentences.</summary>
public sealed record Tally(int OnTrack, int AtRisk, int OffTrack, int Stale, int NoData, int Other)
{
    public static Tally Of(IReadOnlyCollection<ChipState> chips) => new(
        chips.Count(c => c == ChipState.OnTrack), chips.Count(c => c == ChipState.AtRisk),
        chips.Count(c => c == ChipState.OffTrack), chips.Count(c => c == ChipState.Stale),
        chips.Count(c => c == ChipState.NoData), chips.Count(c => c is ChipState.Error or ChipState.NoTarget or ChipState.Incomplete));

    public int All => OnTrack + AtRisk + OffTrack + Stale + NoData + Other;
}

/// <summary>One sentence that says what a reader should know first. Made from a template: it claims nothing that the
/// panels do not show.</summary>
public static class Verdict
{
    /// <summary>"Market position is off track. Largest change: Support −22.1 %." How many panels say what stands beside it as
    /// counts: a quadrant is never summed up in one number, for its panels measure unlike things.</summary>
    public static string OfQuadrant(IReadOnlyList<(string Name, ChipState Chip)> panels, string? largestChange)
    {
        if (panels.Count == 0)
            return DashboardTexts.NoMetric;
        if (panels.All(p => p.Chip == ChipState.NoData))
            return DashboardTexts.NoReadingsSentence;
        return largestChange is null ? Worst(panels) : DashboardTexts.VerdictAndChange.With(Worst(panels), largestChange);
    }

    /// <summary>"2 of 16 panels are off track, 5 at risk, 1 stale. Worst: Risk and compliance (2 off track, 1 at risk)."</summary>
    public static string OfBoard(Tally tally, WorstQuadrant? worst) =>
        worst is null ? OfBoard(tally) : DashboardTexts.VerdictAndWorst.With(OfBoard(tally), OfWorst(worst));

    /// <summary>"Worst: Business impact (1 off track); 1 other ties."</summary>
    public static string OfWorst(WorstQuadrant worst)
    {
        var (off, risk) = (worst.Tally.OffTrack, worst.Tally.AtRisk);
        var said = DashboardTexts.WorstCount.With(off > 0 ? off : risk, (off > 0 ? ChipState.OffTrack : ChipState.AtRisk).Said());
        if (off > 0 && risk > 0)
            said = DashboardTexts.TallyNext.With(said, risk, ChipState.AtRisk.Said());
        var text = worst.Ties switch { 0 => DashboardTexts.WorstIs, 1 => DashboardTexts.WorstOneTies, _ => DashboardTexts.WorstSomeTie };
        return text.With(worst.Quadrant.Here(), said, worst.Ties);
    }

    /// <summary>"2 of 16 panels are off track, 5 at risk, 1 stale."</summary>
    public static string OfBoard(Tally tally)
    {
        if (tally.NoData == tally.All)
            return DashboardTexts.NoReadingsSentence;
        if (tally.OnTrack == tally.All)
            return DashboardTexts.TallyAllGood.With(tally.All);
        string? said = null;
        void Add(int count, string words)
        {
            if (count > 0)
                said = said is not null ? DashboardTexts.TallyNext.With(said, count, words)
                    : (count == 1 ? DashboardTexts.TallyFirstOne : DashboardTexts.TallyFirst).With(count, tally.All, words);
        }
        Add(tally.OffTrack, ChipState.OffTrack.Said());
        Add(tally.AtRisk, ChipState.AtRisk.Said());
        Add(tally.Stale, ChipState.Stale.Said());
        Add(tally.NoData, DashboardTexts.WithoutData);
        Add(tally.Other, DashboardTexts.WithoutJudgement);
        return DashboardTexts.TallyEnd.With(said);
    }

    private static string Worst(IReadOnlyList<(string Name, ChipState Chip)> panels)
    {
        foreach (var worst in new[] { ChipState.Error, ChipState.OffTrack, ChipState.AtRisk, ChipState.Stale, ChipState.Incomplete })
            if (panels.Where(p => p.Chip == worst).Select(p => p.Name).ToList() is { Count: > 0 } names)
                return Told(names, panels.Count, worst == ChipState.Error ? DashboardTexts.InError : worst.Said());
        var onTrack = panels.Count(p => p.Chip == ChipState.OnTrack);
        return onTrack == panels.Count ? DashboardTexts.VerdictAllGood.With(onTrack) : DashboardTexts.VerdictSomeGood.With(onTrack, panels.Count);
    }

    private static string Told(List<string> names, int all, string state) => names.Count switch
    {
        1 => DashboardTexts.VerdictOne.With(names[0], state),
        2 when names[0].Length + names[1].Length < 24 => DashboardTexts.VerdictTwo.With(names[0], names[1], state),
        var count when count == all => DashboardTexts.VerdictAll.With(count, state),
        var count => DashboardTexts.VerdictSome.With(count, state),
    };
}
