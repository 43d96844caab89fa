namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>All days of one metric, unit and system. Immutable.</summary>
internal sealed class MirrorSeries
{
    private readonly int _firstPage;
    private readonly MirrorPage?[] _pages;

    private MirrorSeries(int unitId, int systemId, int firstPage, MirrorPage?[] pages, int newest, DateTime? lastAt) =>
        (UnitId, SystemId, _firstPage, _pages, Newest, LastAt) = (unitId, systemId, firstPage, pages, newest, lastAt);

    public int UnitId { get; }

    public int SystemId { get; }

    /// <summary>The newest day that has a row.</summary>
    public int Newest { get; }

    /// <summary>The newest reading of that day; null while it is not known: a newer day was withdrawn.</summary>
    public DateTime? LastAt { get; }

    public int FirstPage => _firstPage;

    public int LastPage => _firstPage + _pages.Length - 1;

    public long Size => 88 + _pages.Sum(page => 8L + (page?.Size ?? 0));

    public ulong Order => MirrorRow.Order(UnitId, SystemId);

    /// <param name="number">From <see cref="FirstPage"/> to <see cref="LastPage"/>.</param>
    public MirrorPage? PageAt(int number) => _pages[number - _firstPage];

    /// <summary>The latest day that has a row, not after one day and not before another: its page and its place there.</summary>
    public (MirrorPage? Page, int Place, int Day) LatestUntil(int day, int notBefore)
    {
        var (number, within) = (MirrorPage.Of(day), day % MirrorPage.Days);
        if (number > LastPage)
            (number, within) = (LastPage, MirrorPage.Days - 1);
        for (var oldest = Math.Max(_firstPage, MirrorPage.Of(notBefore)); number >= oldest; number--, within = MirrorPage.Days - 1)
            if (_pages[number - _firstPage] is { } page && DayBits.LastUntil(page.Present, within) is >= 0 and var place)
                return number * MirrorPage.Days + place >= notBefore ? (page, place, number * MirrorPage.Days + place) : default;
        return default;
    }

    /// <summary>The series with what the table says now; null when nothing is left of it. Pages without a change are shared.</summary>
    /// <param name="before">Null for a new series.</param>
    /// <param name="rows">Rows of this series, in any order.</param>
    public static MirrorSeries? With(MirrorSeries? before, ReadOnlySpan<MirrorRow> rows, FixedPoint values, FixedPoint weights)
    {
        var (first, last) = before is null ? (int.MaxValue, int.MinValue) : (before._firstPage, before.LastPage);
        foreach (var row in rows)
            if (!row.IsGone)
                (first, last) = (Math.Min(first, MirrorPage.Of(row.Day)), Math.Max(last, MirrorPage.Of(row.Day)));
        if (first > last)
            return null;
        var pages = new MirrorPage?[last - first + 1];
        before?._pages.CopyTo(pages, before._firstPage - first);
        foreach (var row in rows)
        {
            var (number, place) = (MirrorPage.Of(row.Day), row.Day % MirrorPage.Days);
            if (row.IsGone && (number < first || number > last || pages[number - first] is null))
                continue;
            ref var page = ref pages[number - first];
            if (page is null)
                page = new MirrorPage();
            else if (before is not null && number >= before._firstPage && number <= before.LastPage && ReferenceEquals(page, before.PageAt(number)))
                page = page.Copy();
            if (row.IsGone)
                page.Clear(place);
            else
                page.Set(place, values.WholeOf(row.Value!.Value), row.Weight is { } weight ? weights.WholeOf(weight) : null);
        }
        return Of(rows[0].UnitId, rows[0].SystemId, first, pages, before, rows);
    }

    /// <summary>The series with more digits after the point.</summary>
    public MirrorSeries Times(long values, long weights) =>
        new(UnitId, SystemId, _firstPage, Array.ConvertAll(_pages, page => page?.Times(values, weights)), Newest, LastAt);

    private static MirrorSeries? Of(int unitId, int systemId, int first, MirrorPage?[] pages, MirrorSeries? before, ReadOnlySpan<MirrorRow> rows)
    {
        var end = pages.Length;
        while (end > 0 && (pages[end - 1]?.Present ?? 0) == 0)
            end--;
        if (end == 0)
            return null;
        var newest = (first + end - 1) * MirrorPage.Days + DayBits.LastUntil(pages[end - 1]!.Present, MirrorPage.Days - 1);
        var lastAt = newest == before?.Newest ? before.LastAt : null;
        foreach (var row in rows)
            if (row.Day == newest)
                lastAt = row.LastAt;
        return new MirrorSeries(unitId, systemId, first, end == pages.Length ? pages : pages[..end], newest, lastAt);
    }
}
