namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Reads amounts: all that lies within a window counts, added up or the worst of it.</summary>
internal static class AmountScan
{
    public static Total[] Read(ReadOnlySpan<MirrorSeries> series, MirrorBlock block, IReadOnlyList<Window> windows, bool worst)
    {
        var spans = windows.Select(w => new DaySpan(w.From.DayNumber, w.To.DayNumber)).ToArray();
        var (first, last) = (int.MaxValue, int.MinValue);
        foreach (var one in series)
            (first, last) = (Math.Min(first, one.FirstPage), Math.Max(last, one.LastPage));
        first = Math.Max(first, MirrorPage.Of(spans.Min(span => span.First)));
        last = Math.Min(last, MirrorPage.Of(spans.Max(span => span.Last)));
        if (first > last)
            return new Total[spans.Length];
        var scan = new DayScan(spans, first, last, worst);
        for (var i = 0; i < series.Length; i++)
        {
            var one = series[i];
            for (var number = Math.Max(first, one.FirstPage); number <= Math.Min(last, one.LastPage); number++)
                if (one.PageAt(number) is { } page)
                    scan.Add(page, number);
            if (i + 1 == series.Length || series[i + 1].UnitId != one.UnitId)
                scan.EndUnit();
        }
        return scan.Totals(block);
    }
}
