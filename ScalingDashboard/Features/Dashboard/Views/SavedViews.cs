using Microsoft.EntityFrameworkCore;
using Npgsql;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Dashboard.Views;

/// <inheritdoc cref="ISavedViews"/>
internal sealed class SavedViews(IDbContextFactory<ScalingDb> databases, TimeProvider clock) : ISavedViews
{
    public const int LongestName = 60;

    /// <summary>Most views of one person, and most shared ones listed.</summary>
    public const int Most = 100;

    // A query string that no browser would take any more.
    private const int LongestQuery = 8000;

    // The board does not wait for a start view longer than a reader would.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<SavedView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Database.SqlQuery<ViewRow>($"""
            SELECT v.id AS "Id", v.name AS "Name", v.query AS "Query", v.author AS "Author", v.shared AS "Shared", v.person = {viewer.Id} AS "IsOwn",
                   coalesce((SELECT string_agg(s.holder, ',') FROM start_views s WHERE s.view = v.id AND (s.holder = {viewer.Id} OR s.holder LIKE 'role:%')), '') AS "Holders"
            FROM saved_views v WHERE v.person = {viewer.Id} OR v.shared
            ORDER BY v.person <> {viewer.Id}, v.name, v.id LIMIT {2 * Most}
            """).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.For(viewer))];
    }

    public async Task<StartView?> StartOfAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var holders = viewer.RolesHeld.Reverse().Select(RoleHolder).Prepend(viewer.Id).ToArray();
        try
        {
            await using var db = await databases.CreateDbContextAsync(either.Token);
            // A shared view that was taken back is nobody's start but its author's.
            var found = await db.Database.SqlQuery<StartView>($"""
                SELECT v.name AS "Name", v.query AS "Query" FROM start_views s JOIN saved_views v ON v.id = s.view
                WHERE s.holder = ANY({holders}) AND (v.shared OR v.person = {viewer.Id})
                ORDER BY array_position({holders}, s.holder) LIMIT 1
                """).ToListAsync(either.Token);
            return found.FirstOrDefault();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The board shows its last figures while the database is away, and so it does without a start view.
            return null;
        }
    }

    public async Task SaveAsync(Viewer viewer, string? name, string query, bool shared, CancellationToken cancellationToken)
    {
        var kept = name?.Trim() ?? "";
        if (kept.Length is 0 or > LongestName)
            throw new Invalid(new Sentence(ViewsTexts.ResourceManager, nameof(ViewsTexts.NeedsName), LongestName));
        if (query.Length is 0 or > LongestQuery)
            throw new Invalid(new Sentence(ViewsTexts.ResourceManager, nameof(ViewsTexts.TooManyFilters)));
        if (shared && !viewer.MayShare)
            throw new Refused(new Sentence(ViewsTexts.ResourceManager, nameof(ViewsTexts.MayNotShare)));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        // Counted and written in one statement; two at once may make it one more, which harms nothing.
        var stored = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO saved_views (id, person, author, name, query, shared, created_at)
            SELECT {Guid.CreateVersion7(now)}, {viewer.Id}, {viewer.Name}, {kept}, {query}, {shared}, {now}
            WHERE (SELECT count(*) FROM saved_views WHERE person = {viewer.Id} AND name <> {kept}) < {Most}
            ON CONFLICT (person, name) DO UPDATE SET query = excluded.query, shared = excluded.shared, author = excluded.author
            """, cancellationToken);
        if (stored == 0)
            throw new Invalid(new Sentence(ViewsTexts.ResourceManager, nameof(ViewsTexts.TooManyViews), Most));
    }

    public async Task DeleteAsync(Viewer viewer, Guid view, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Database.ExecuteSqlAsync($"DELETE FROM saved_views WHERE id = {view} AND (person = {viewer.Id} OR (shared AND {viewer.MayManage}))", cancellationToken) == 0)
            throw Missing();
    }

    public async Task StartWithAsync(Viewer viewer, Guid? view, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (view is null)
            await db.Database.ExecuteSqlAsync($"DELETE FROM start_views WHERE holder = {viewer.Id}", cancellationToken);
        else if (await SetAsync(db, viewer.Id, view.Value, viewer, sharedOnly: false, cancellationToken) == 0)
            throw Missing();
    }

    public async Task StartRoleWithAsync(Viewer viewer, string role, Guid view, bool isStart, CancellationToken cancellationToken)
    {
        if (!viewer.MayManage || !Roles.All.Contains(role))
            throw new Refused(new Sentence(ViewsTexts.ResourceManager, nameof(ViewsTexts.OnlyAdmins)));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!isStart)
            await db.Database.ExecuteSqlAsync($"DELETE FROM start_views WHERE holder = {RoleHolder(role)} AND view = {view}", cancellationToken);
        else if (await SetAsync(db, RoleHolder(role), view, viewer, sharedOnly: true, cancellationToken) == 0)
            throw Missing();
    }

    internal static string RoleHolder(string role) => $"role:{role}";

    private Task<int> SetAsync(ScalingDb db, string holder, Guid view, Viewer viewer, bool sharedOnly, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO start_views (holder, view, set_by, set_at)
            SELECT {holder}, id, {viewer.Id}, {clock.GetUtcNow()} FROM saved_views WHERE id = {view} AND (shared OR (person = {viewer.Id} AND NOT {sharedOnly}))
            ON CONFLICT (holder) DO UPDATE SET view = excluded.view, set_by = excluded.set_by, set_at = excluded.set_at
            """, cancellationToken);

    private static NotFound Missing() => new(new Sentence(ViewsTexts.ResourceManager, nameof(ViewsTexts.ViewGone)));

    /// <summary>A view as the database tells it.</summary>
    internal sealed record ViewRow(Guid Id, string Name, string Query, string Author, bool Shared, bool IsOwn, string Holders)
    {
        public SavedView For(Viewer viewer)
        {
            var holders = Holders.Split(',');
            return new(Id, Name, Query, Author, Shared, IsOwn, holders.Contains(viewer.Id), [.. Roles.All.Where(role => holders.Contains(RoleHolder(role)))]);
        }
    }
}
