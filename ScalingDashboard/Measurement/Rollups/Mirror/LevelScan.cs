namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Reads levels: of each series the latest day until the end of a window, where it is not too old to count.</summary>
internal static class LevelScan
{
    /// <summary>Fewer windows are faster looked up one by one.</summary>
    private const int Many = 32;

    /// <param name="apart">True where single figures are not combined.</param>
    public static Total[] Read(ReadOnlySpan<MirrorSeries> series, MirrorBlock block, IReadOnlyList<Window> windows, bool apart)
    {
        var ends = windows.Select(w => (To: w.To.DayNumber, NotBefore: w.CarryFrom.DayNumber)).ToArray();
        var lookBack = ends[0].To - ends[0].NotBefore;
        return !apart && ends.Length >= Many && lookBack >= 0 && Array.TrueForAll(ends, end => end.To - end.NotBefore == lookBack)
            ? ReadDays(series, block, Array.ConvertAll(ends, end => end.To), lookBack)
            : ReadEach(series, block, ends, apart);
    }

    /// <summary>Many windows that look back as far as each other, as in a series by day: what stands on each day is added up
    /// like amounts.</summary>
    private static Total[] ReadDays(ReadOnlySpan<MirrorSeries> series, MirrorBlock block, int[] days, int lookBack)
    {
        var (first, last) = (int.MaxValue, int.MinValue);
        foreach (var one in series)
            (first, last) = (Math.Min(first, one.FirstPage), Math.Max(last, MirrorPage.Of(one.Newest + lookBack)));
        first = Math.Max(first, MirrorPage.Of(days.Min()));
        last = Math.Min(last, MirrorPage.Of(days.Max()));
        if (first > last)
            return new Total[days.Length];
        var scan = new DayScan(Array.ConvertAll(days, day => new DaySpan(day, day)), first, last, worst: false);
        var standing = new StandingPage(lookBack);
        for (var i = 0; i < series.Length; i++)
        {
            var one = series[i];
            for (var number = Math.Max(first, one.FirstPage); number <= Math.Min(last, MirrorPage.Of(one.Newest + lookBack)); number++)
                scan.Add(standing.Of(one, number), number);
            if (i + 1 == series.Length || series[i + 1].UnitId != one.UnitId)
                scan.EndUnit();
        }
        return scan.Totals(block);
    }

    private static Total[] ReadEach(ReadOnlySpan<MirrorSeries> series, MirrorBlock block, (int To, int NotBefore)[] ends, bool apart)
    {
        var sums = new Sum[ends.Length];
        var single = apart ? Array.ConvertAll(ends, _ => new List<decimal>()) : null;
        foreach (var one in series)
            for (var i = 0; i < ends.Length; i++)
            {
                if (one.LatestUntil(ends[i].To, ends[i].NotBefore) is not ({ } page, var place, _))
                    continue;
                sums[i].Add(page, place, one.UnitId);
                single?[i].Add(block.Values.NumberOf(page.Values[place]));
            }
        return single is null
            ? Array.ConvertAll(sums, sum => sum.Total(block))
            : [.. single.Zip(sums, (figures, sum) => WindowTotals.Apart(figures, sum.Units))];
    }

    private struct Sum
    {
        private long _value;
        private long _weight;
        private bool _weighed;
        private int _lastUnit;

        public int Units { get; private set; }

        /// <summary>Series come by unit.</summary>
        public void Add(MirrorPage page, int place, int unit)
        {
            _value += page.Values[place];
            if (page.WeightAt(place) is { } weight)
                (_weight, _weighed) = (_weight + weight, true);
            if (Units > 0 && unit == _lastUnit)
                return;
            _lastUnit = unit;
            Units++;
        }

        public readonly Total Total(MirrorBlock block) =>
            Units == 0 ? default : new Total(block.Values.NumberOf(_value), _weighed ? block.Weights.NumberOf(_weight) : null, Units);
    }
}
