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
            return "The catalogue has no metric for these panels.";
        if (panels.All(p => p.Chip == ChipState.NoData))
            return "No readings yet.";
        var change = largestChange is null ? "" : $" Largest change: {largestChange}.";
        return $"{Worst(panels)}.{change}";
    }

    /// <summary>"2 of 16 panels are off track, 5 at risk, 1 stale."</summary>
    public static string OfBoard(Tally tally)
    {
        if (tally.NoData == tally.All)
            return "No readings yet.";
        if (tally.OnTrack == tally.All)
            return $"All {tally.All} panels are on track.";
        var parts = new List<string>();
        void Add(int count, string words)
        {
            if (count > 0)
                parts.Add(parts.Count == 0
                    ? $"{count} of {tally.All} panels {(count == 1 ? "is" : "are")} {words}"
                    : $"{count} {words}");
        }
        Add(tally.OffTrack, "off track");
        Add(tally.AtRisk, "at risk");
        Add(tally.Stale, "stale");
        Add(tally.NoData, "without data");
        Add(tally.Other, "without a judgement");
        return $"{string.Join(", ", parts)}.";
    }

    private static string Worst(IReadOnlyList<(string Name, ChipState Chip)> panels)
    {
        foreach (var worst in new[] { ChipState.Error, ChipState.OffTrack, ChipState.AtRisk, ChipState.Stale, ChipState.Incomplete })
            if (panels.Where(p => p.Chip == worst).Select(p => p.Name).ToList() is { Count: > 0 } names)
                return $"{Subject(names, panels.Count)} {Words(worst)}";
        var onTrack = panels.Count(p => p.Chip == ChipState.OnTrack);
        return onTrack == panels.Count ? $"All {onTrack} panels on track" : $"{onTrack} of {panels.Count} panels on track";
    }

    private static string Subject(List<string> names, int all) => names.Count switch
    {
        1 => $"{names[0]} is",
        2 when names[0].Length + names[1].Length < 24 => $"{names[0]} and {names[1]} are",
        var count when count == all => $"All {count} panels are",
        var count => $"{count} panels are",
    };

    private static string Words(ChipState state) => state switch
    {
        ChipState.Error => "in error",
        _ => state.Words().ToLowerInvariant(),
    };
}
