using System.Numerics;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>
/// Adds up whole pages day by day and then days to windows: a page is passed over once, however many windows it is in.
/// A day's sum fits a long (see <see cref="FixedPoint.CanAdd"/>), a window's is wider, so nothing is ever rounded.
/// </summary>
internal sealed class DayScan
{
    private readonly int _firstPage;
    private readonly bool _worst;
    private readonly long[] _values;
    private readonly long[] _weights;
    private readonly ulong[] _weighed;
    private readonly ulong[] _unitDays;
    private readonly int[] _unitsOfDay;
    private readonly DaySpan[] _spans;
    private readonly int[] _longSpans;
    private readonly int[] _unitsOfSpan;

    /// <param name="spans">Windows as first and last number of a day.</param>
    /// <param name="worst">True where the largest number counts instead of the sum.</param>
    public DayScan(DaySpan[] spans, int firstPage, int lastPage, bool worst)
    {
        var pages = lastPage - firstPage + 1;
        (_firstPage, _worst) = (firstPage, worst);
        (_values, _weights, _unitsOfDay) = (new long[pages * MirrorPage.Days], new long[pages * MirrorPage.Days], new int[pages * MirrorPage.Days]);
        (_weighed, _unitDays) = (new ulong[pages], new ulong[pages]);
        if (worst)
            Array.Fill(_values, long.MinValue);
        var (firstDay, days) = (firstPage * MirrorPage.Days, pages * MirrorPage.Days);
        _spans = Array.ConvertAll(spans, span => new DaySpan(Math.Max(span.First - firstDay, 0), Math.Min(span.Last - firstDay, days - 1)));
        _longSpans = [.. Enumerable.Range(0, spans.Length).Where(i => _spans[i].First < _spans[i].Last)];
        _unitsOfSpan = new int[spans.Length];
    }

    public void Add(MirrorPage page, int number)
    {
        if (page.Present == 0)
            return;
        var place = number - _firstPage;
        var days = place * MirrorPage.Days;
        _unitDays[place] |= page.Present;
        if (_worst)
            Worsen(page, _values.AsSpan(days, MirrorPage.Days));
        else
            MirrorPage.Add(page.Values, _values.AsSpan(days, MirrorPage.Days));
        if (page.Weights is null)
            return;
        _weighed[place] |= page.Weighed;
        MirrorPage.Add(page.Weights, _weights.AsSpan(days, MirrorPage.Days));
    }

    /// <summary>Counts the unit whose pages were added since the last call: for each day, and for each longer window.</summary>
    public void EndUnit()
    {
        for (var place = 0; place < _unitDays.Length; place++)
            DayBits.Count(_unitDays[place], _unitsOfDay.AsSpan(place * MirrorPage.Days, MirrorPage.Days));
        foreach (var i in _longSpans)
            if (DayBits.Any(_unitDays, _spans[i].First, _spans[i].Last))
                _unitsOfSpan[i]++;
        Array.Clear(_unitDays);
    }

    public Total[] Totals(MirrorBlock block)
    {
        var totals = new Total[_spans.Length];
        for (var i = 0; i < totals.Length; i++)
        {
            var span = _spans[i];
            var units = span.First == span.Last ? _unitsOfDay[span.First] : _unitsOfSpan[i];
            if (units == 0)
                continue;
            var (value, weight) = ((Int128)_values[span.First], (Int128)_weights[span.First]);
            for (var day = span.First + 1; day <= span.Last; day++)
            {
                value = _worst ? Int128.Max(value, _values[day]) : value + _values[day];
                weight += _weights[day];
            }
            totals[i] = new Total(block.Values.NumberOf(value), DayBits.Any(_weighed, span.First, span.Last) ? block.Weights.NumberOf(weight) : null, units);
        }
        return totals;
    }

    private static void Worsen(MirrorPage page, Span<long> worst)
    {
        for (var days = page.Present; days != 0; days &= days - 1)
        {
            var day = BitOperations.TrailingZeroCount(days);
            worst[day] = Math.Max(worst[day], page.Values[day]);
        }
    }
}

/// <summary>Days from the first to the last, both included; none where the last lies before the first.</summary>
internal readonly record struct DaySpan(int First, int Last);
