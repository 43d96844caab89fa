using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>
/// The quadrant to look at first: the one with the most panels off track; of equally many the one with the most at risk; of these the first on
/// the page. Panels are counted and nothing is averaged, for they measure unlike things.
/// </summary>
/// <param name="Tally">What its panels say.</param>
/// <param name="Ties">How many others have as many off track and as many at risk.</param>
public sealed record WorstQuadrant(Quadrant Quadrant, Tally Tally, int Ties)
{
    /// <summary>Null while nothing is off track or at risk: then none is worst, whatever is stale or unknown.</summary>
    public static WorstQuadrant? Of(Board board)
    {
        var ranked = board.Snapshot.Quadrants
            .Select(q => (q.Quadrant, Tally: Tally.Of([.. q.Panels.Select(board.ChipOf)])))
            .OrderByDescending(q => Rank(q.Tally))
            .ToList();
        return ranked is [var (quadrant, tally), ..] && Rank(tally) is not (0, 0)
            ? new(quadrant, tally, ranked.Skip(1).Count(q => Rank(q.Tally) == Rank(tally)))
            : null;
    }

    /// <summary>True for what this quadrant's panels say, and for others that tie with it.</summary>
    public bool IsOf(Tally tally) => Rank(tally) == Rank(Tally);

    private static (int OffTrack, int AtRisk) Rank(Tally tally) => (tally.OffTrack, tally.AtRisk);
}
