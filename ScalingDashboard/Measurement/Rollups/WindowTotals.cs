using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Adds up rows of parts over windows of parts, by the metric's rule. Pure; what the mirror in memory computes
/// from its columns must equal it.</summary>
internal static class WindowTotals
{
    /// <param name="rows">Ordered by part.</param>
    /// <param name="windows">In any order; those of a level are fastest when their ends ascend.</param>
    public static Total[] Of(Metric metric, IReadOnlyList<PartRow> rows, IReadOnlyList<PartWindow> windows)
    {
        if (metric.Rollup.IsSketch())
            return Sketches(metric, rows, windows);
        return metric.Rollup.IsLevel() ? Levels(metric, rows, windows) : [.. windows.Select(w => Amount(metric, rows, w))];
    }

    private static Total Amount(Metric metric, IReadOnlyList<PartRow> rows, PartWindow window)
    {
        decimal? value = null, weight = null;
        HashSet<int> units = [];
        for (var i = FirstOf(rows, window.First); i < rows.Count && rows[i].Part <= window.Last; i++)
        {
            var row = rows[i];
            value = metric.Rollup == RollupRule.Worst ? Worse(value, row.Value) : RollupArithmetic.Add(value, row.Value);
            weight = RollupArithmetic.Add(weight, row.Weight);
            units.Add(row.UnitId);
        }
        return Shortest(value, weight, units.Count);
    }

    private static Total[] Levels(Metric metric, IReadOnlyList<PartRow> rows, IReadOnlyList<PartWindow> windows)
    {
        var totals = new Total[windows.Count];
        var latest = new Dictionary<(int Unit, int System), PartRow>();
        var (next, reached) = (0, -1);
        for (var w = 0; w < windows.Count; w++)
        {
            var window = windows[w];
            if (window.Last < reached)
            {
                latest.Clear();
                next = 0;
            }
            reached = window.Last;
            for (; next < rows.Count && rows[next].Part <= window.Last; next++)
                latest[(rows[next].UnitId, rows[next].SystemId)] = rows[next];
            totals[w] = Level(metric, latest.Values.Where(row => row.Part >= window.CarryFrom));
        }
        return totals;
    }

    private static Total Level(Metric metric, IEnumerable<PartRow> latest)
    {
        decimal? value = null, weight = null;
        HashSet<int> units = [];
        List<decimal>? single = metric.Rollup == RollupRule.NoAgg ? [] : null;
        foreach (var row in latest)
        {
            value = RollupArithmetic.Add(value, row.Value);
            weight = RollupArithmetic.Add(weight, row.Weight);
            units.Add(row.UnitId);
            if (row.Value is { } own)
                single?.Add(RollupArithmetic.Shortest(own));
        }
        return single is null ? Shortest(value, weight, units.Count) : Apart(single, units.Count);
    }

    private static Total[] Sketches(Metric metric, IReadOnlyList<PartRow> rows, IReadOnlyList<PartWindow> windows)
    {
        // Each part is merged once, however many windows it is in. One sketch for all units, but for rules that have a
        // figure for each.
        var parts = rows.Where(row => row.Sketch is not null).GroupBy(row => row.Part).ToDictionary(part => part.Key, part =>
            (Units: part.Select(row => row.UnitId).ToHashSet(), Sketches: part.GroupBy(row => metric.Rollup.IsPerUnit() ? row.UnitId : 0)
                .ToDictionary(owner => owner.Key, owner => BucketSketch.Merged(metric.Rollup, owner.Select(row => row.Sketch!)))));
        return [.. windows.Select(Total)];

        Total Total(PartWindow window)
        {
            var first = metric.Rollup == RollupRule.Product ? window.CarryFrom : window.First;
            var inside = Enumerable.Range(first, window.Last - first + 1).Where(parts.ContainsKey).Select(part => parts[part]).ToList();
            var units = inside.SelectMany(part => part.Units).Distinct().Count();
            var figures = inside.SelectMany(part => part.Sketches).GroupBy(pair => pair.Key, pair => pair.Value)
                .Select(owner => BucketSketch.Merged(metric.Rollup, owner).Figure(metric)).ToList();
            if (metric.Rollup.IsPerUnit())
                return Apart([.. figures.Select(f => f.Value).OfType<decimal>()], units);
            return figures.Count == 0 ? default : new Total(figures[0].Value, figures[0].Weight, units);
        }
    }

    /// <summary>One figure stands for itself; several are not combined.</summary>
    internal static Total Apart(List<decimal> figures, int units)
    {
        figures.Sort();
        return new Total(figures.Count == 1 ? figures[0] : null, null, units) { Spread = figures };
    }

    private static Total Shortest(decimal? value, decimal? weight, int units) => new(
        value is { } v ? RollupArithmetic.Shortest(v) : null, weight is { } w ? RollupArithmetic.Shortest(w) : null, units);

    private static decimal? Worse(decimal? a, decimal? b) => a is null || b > a ? b ?? a : a;

    /// <summary>The index of the first row at or after a part.</summary>
    private static int FirstOf(IReadOnlyList<PartRow> rows, int part)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].Part < part)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
