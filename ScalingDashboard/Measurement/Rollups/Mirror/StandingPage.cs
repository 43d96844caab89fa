using System.Numerics;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Pages of levels with their gaps filled: a day without a row holds the latest before it, while that is not older
/// than the look-back. One page at a time: the next takes the place of the last.</summary>
internal sealed class StandingPage(int lookBack)
{
    private readonly MirrorPage _filled = new();

    public MirrorPage Of(MirrorSeries series, int number)
    {
        var page = number <= series.LastPage ? series.PageAt(number) : null;
        if (page is { Present: ulong.MaxValue })
            return page;
        _filled.CopyFrom(page);
        for (var gaps = ~_filled.Present; gaps != 0;)
        {
            var first = BitOperations.TrailingZeroCount(gaps);
            var end = first + Math.Min(BitOperations.TrailingZeroCount(~(gaps >> first)), MirrorPage.Days - first);
            if (first > 0)
                _filled.Stand(_filled, first - 1, first, Math.Min(end, first + lookBack));
            else
                FillFromBefore(series, number, end);
            gaps = end == MirrorPage.Days ? 0 : gaps & (ulong.MaxValue << end);
        }
        return _filled;
    }

    private void FillFromBefore(MirrorSeries series, int number, int end)
    {
        var start = number * MirrorPage.Days;
        if (series.LatestUntil(start - 1, start - lookBack) is ({ } before, var place, var day))
            _filled.Stand(before, place, 0, Math.Min(end, day + lookBack + 1 - start));
    }
}
