using System.Runtime.InteropServices;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>All series of one metric, by unit and then system. Immutable: readers of a moment go on with what they have
/// while the next one is made, which shares every page that did not change.</summary>
internal sealed class MirrorBlock
{
    public static readonly MirrorBlock Empty = new([], default, default, 0, 0);

    private readonly MirrorSeries[] _series;

    private MirrorBlock(MirrorSeries[] series, FixedPoint values, FixedPoint weights, long since, long size) =>
        (_series, Values, Weights, Since, Size) = (series, values, weights, since, size);

    public FixedPoint Values { get; }

    public FixedPoint Weights { get; }

    /// <summary>The block is what was known after this pass, and after every later one until its next change.</summary>
    public long Since { get; }

    /// <summary>Bytes it takes, to a few.</summary>
    public long Size { get; }

    /// <summary>The block with what the table says after a pass; null when its numbers do not fit.</summary>
    /// <param name="rows">Each day of a series at most once. They are put in order.</param>
    public MirrorBlock? With(List<MirrorRow> rows, long pass)
    {
        if (Fitting(rows) is not var (values, weights))
            return null;
        var before = values.Digits == Values.Digits && weights.Digits == Weights.Digits
            ? _series
            : Array.ConvertAll(_series, series => series.Times(values.FactorFrom(Values), weights.FactorFrom(Weights)));
        rows.Sort(static (a, b) => a.Series.CompareTo(b.Series));
        var after = Merge(before, CollectionsMarshal.AsSpan(rows), values, weights, out var grown);
        return values.CanAdd(after.Length) && weights.CanAdd(after.Length) ? new MirrorBlock(after, values, weights, pass, Size + grown) : null;
    }

    /// <summary>The series of a slice, in their order.</summary>
    public ReadOnlySpan<MirrorSeries> In(Slice slice)
    {
        if (slice is { AllUnits: true, SystemIds: null })
            return _series;
        var systems = slice.SystemIds?.ToHashSet();
        var inside = new List<MirrorSeries>();
        if (slice.AllUnits)
            AddUntil(0, _series.Length);
        else
            foreach (var unit in slice.UnitIds.Order().Distinct())
            {
                var first = FirstOf(unit);
                var end = first;
                while (end < _series.Length && _series[end].UnitId == unit)
                    end++;
                AddUntil(first, end);
            }
        return CollectionsMarshal.AsSpan(inside);

        void AddUntil(int first, int end)
        {
            for (var i = first; i < end; i++)
                if (systems is null || systems.Contains(_series[i].SystemId))
                    inside.Add(_series[i]);
        }
    }

    private (FixedPoint Values, FixedPoint Weights)? Fitting(List<MirrorRow> rows)
    {
        var (values, weights) = (Values, Weights);
        foreach (var row in rows)
        {
            if (row.IsGone)
                continue;
            if (row.Value is not { } value || values.Including(value) is not { } wider)
                return null;
            values = wider;
            if (row.Weight is not { } weight)
                continue;
            if (weights.Including(weight) is not { } heavier)
                return null;
            weights = heavier;
        }
        return (values, weights);
    }

    private static MirrorSeries[] Merge(MirrorSeries[] before, ReadOnlySpan<MirrorRow> rows, FixedPoint values, FixedPoint weights, out long grown)
    {
        grown = 0;
        var after = new List<MirrorSeries>(before.Length);
        var next = 0;
        while (rows.Length > 0)
        {
            var order = rows[0].Series;
            var count = 1;
            while (count < rows.Length && rows[count].Series == order)
                count++;
            for (; next < before.Length && before[next].Order < order; next++)
                after.Add(before[next]);
            var old = next < before.Length && before[next].Order == order ? before[next++] : null;
            if (MirrorSeries.With(old, rows[..count], values, weights) is { } changed)
            {
                after.Add(changed);
                grown += changed.Size;
            }
            grown -= old?.Size ?? 0;
            rows = rows[count..];
        }
        after.AddRange(before.AsSpan(next));
        return [.. after];
    }

    private int FirstOf(int unit)
    {
        var (low, high) = (0, _series.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_series[middle].UnitId < unit)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
