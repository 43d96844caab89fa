using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>How parts become totals and totals become figures, for every rule. Pure; the only place that divides.</summary>
public static class RollupArithmetic
{
    private const double LargestFigure = 1e27;

    /// <summary>The figure in the metric's unit; unknown without readings, with a zero denominator, or where the rule is
    /// not computed.</summary>
    public static decimal? Figure(Metric metric, Total total) => metric.Rollup switch
    {
        RollupRule.Sum or RollupRule.Last => total.Value * metric.Scale,
        RollupRule.Ratio or RollupRule.RatioLast or RollupRule.Wmean =>
            total is { Value: { } value, Weight: { } weight } && weight != 0 ? Quotient(value, weight, metric.Scale) : null,
        _ => null,
    };

    /// <summary>Totals of consecutive parts first to last: one for each, in order.</summary>
    /// <param name="carryFrom">For levels: the part from which the latest level of a unit and system still counts.</param>
    public static Total[] Each(RollupRule rule, RollupParts parts, int carryFrom, int first, int last) =>
        rule.IsLevel() ? Levels(parts, carryFrom, first, last) : Amounts(parts, first, last);

    /// <summary>The total over parts first to last together: levels as they stand at the end, amounts added.</summary>
    public static Total Whole(RollupRule rule, RollupParts parts, int carryFrom, int first, int last)
    {
        if (rule.IsLevel())
            return Levels(parts, carryFrom, first, last)[^1];
        var inside = parts.Rows.Where(r => r.Part >= first && r.Part <= last).ToList();
        return inside.Count == 0 ? default : new Total(Sum(inside, r => r.Value), Sum(inside, r => r.Weight), inside.DistinctBy(r => r.UnitId).Count());
    }

    /// <summary>Two totals of disjoint time of an amount, added. Units are those of the larger part.</summary>
    public static Total Add(Total a, Total b) => new(Add(a.Value, b.Value), Add(a.Weight, b.Weight), Math.Max(a.Units, b.Units));

    private static Total[] Amounts(RollupParts parts, int first, int last)
    {
        var totals = new Total[last - first + 1];
        foreach (var row in parts.Rows)
            if (row.Part >= first && row.Part <= last)
                totals[row.Part - first] = new Total(Add(totals[row.Part - first].Value, row.Value), Add(totals[row.Part - first].Weight, row.Weight),
                    totals[row.Part - first].Units + 1);
        return totals;
    }

    private static Total[] Levels(RollupParts parts, int carryFrom, int first, int last)
    {
        var current = new Dictionary<(int Unit, int System), PartRow>();
        var totals = new Total[last - first + 1];
        var next = 0;
        for (var part = carryFrom; part <= last; part++)
        {
            while (next < parts.Rows.Count && parts.Rows[next].Part <= part)
            {
                var row = parts.Rows[next++];
                if (row.Part >= carryFrom)
                    current[(row.UnitId, row.SystemId)] = row;
            }
            if (part >= first && current.Count > 0)
                totals[part - first] = new Total(Sum(current.Values, r => r.Value), Sum(current.Values, r => r.Weight),
                    current.Keys.DistinctBy(k => k.Unit).Count());
        }
        return totals;
    }

    private static decimal? Sum(IEnumerable<PartRow> rows, Func<PartRow, decimal?> part)
    {
        decimal? sum = null;
        foreach (var row in rows)
            sum = Add(sum, part(row));
        return sum;
    }

    private static decimal? Add(decimal? a, decimal? b) => a is null ? b : b is null ? a : a + b;

    // A denominator as good as zero gives no number that a decimal holds, and none that means anything.
    private static decimal? Quotient(decimal value, decimal weight, decimal scale) =>
        Math.Abs((double)value / (double)weight * (double)scale) < LargestFigure && Math.Abs((double)value / (double)weight) < LargestFigure
            ? Round(value / weight * scale)
            : null;

    // A quotient has no last digit. Fifteen significant ones survive every number format on the way (JSON, Excel).
    private static decimal Round(decimal quotient) => (decimal)(double)quotient;
}
