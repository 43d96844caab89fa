namespace ScalingDashboard.Features.Dashboard;

/// <summary>The board that one page watches: one at a time, or none.</summary>
internal sealed class WatchedBoard(PacedSnapshots snapshots) : IDisposable
{
    private DashboardQuery? _query;
    private IDisposable? _watch;

    /// <summary>Turns to another board.</summary>
    /// <param name="query">Null for none: a board of the past does not move.</param>
    /// <returns>False when it is watched already.</returns>
    public bool TurnTo(DashboardQuery? query)
    {
        if (_query is null ? query is null : query is not null && _query.AsksAs(query))
            return false;
        _watch?.Dispose();
        (_query, _watch) = (query, query is null ? null : snapshots.Watch(query));
        return true;
    }

    public void Dispose() => _watch?.Dispose();
}
