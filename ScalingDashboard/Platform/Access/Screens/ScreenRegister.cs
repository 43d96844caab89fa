using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>
/// All screens, in the database and nowhere else: what a screen may see is read whenever it asks, so revoking it, and whatever its
/// person loses, takes effect at once on every node.
/// </summary>
internal sealed class ScreenRegister(
    IDbContextFactory<ScalingDb> databases, ProductBuild build, TimeProvider clock, IOptions<AccessOptions> options, ILogger<ScreenRegister> logger)
{
    /// <summary>Bounds the list; the newest are on it.</summary>
    private const int MostListed = 500;

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>The screen behind a token as it is now; null when there is none, or no more.</summary>
    public async Task<PresentScreen?> PresentAsync(ScreenToken token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, token.Id, cancellationToken) is not var (screen, identity))
            return null;
        if (token.Matches(screen.NextHash))
        {
            // The new token has arrived: from now on it is the only one.
            await db.Set<Screen>().Where(one => one.Id == screen.Id && one.NextHash == screen.NextHash).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Hash, screen.NextHash).SetProperty(one => one.HashAt, clock.GetUtcNow()).SetProperty(one => one.NextHash, (byte[]?)null),
                cancellationToken);
            return new(identity, screen.Id, IsOld: false);
        }
        return token.Matches(screen.Hash) ? new(identity, screen.Id, clock.GetUtcNow() - screen.HashAt >= options.Value.ScreenToken) : null;
    }

    /// <summary>The same by its id alone, for a page that is open. Counts as being seen.</summary>
    public async Task<ClaimsIdentity?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await FindAsync(db, id, cancellationToken))?.Identity;
    }

    /// <summary>Another token. The present one opens until the new one was seen: an answer may be lost on its way.</summary>
    public async Task<string> RenewAsync(string id, CancellationToken cancellationToken)
    {
        var (token, hash) = ScreenToken.Create(id);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Set<Screen>().Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.NextHash, hash), cancellationToken);
        logger.ScreenRenewed(id);
        return token;
    }

    /// <summary>When the screen with this token was revoked; null when it was not, or the token is none.</summary>
    public async Task<DateTimeOffset?> RevokedAtAsync(ScreenToken token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var screen = await db.Set<Screen>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == token.Id, cancellationToken);
        return screen is not null && (token.Matches(screen.Hash) || token.Matches(screen.NextHash)) ? screen.RevokedAt : null;
    }

    /// <summary>The keeper's screens, those in use first and by name.</summary>
    public async Task<IReadOnlyList<PairedScreen>> ListAsync(ScreenKeeper keeper, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Screen>().AsNoTracking()
            .Where(screen => keeper.SeesAll || screen.PairedBy == keeper.Account)
            .Join(db.Set<User>(), screen => screen.PairedBy, person => person.Id, (screen, person) => new { screen, person.UserName })
            .OrderBy(both => both.screen.RevokedAt != null).ThenBy(both => both.screen.Name).ThenByDescending(both => both.screen.CreatedAt)
            .Take(MostListed)
            .Select(both => new PairedScreen(
                both.screen.Id, both.screen.Name, both.UserName, both.screen.Units, both.screen.View,
                both.screen.CreatedAt, both.screen.SeenAt, both.screen.Version, both.screen.RevokedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Ends a screen for good.</summary>
    /// <exception cref="NotFound">The keeper has no such screen in use.</exception>
    public async Task RevokeAsync(string id, ScreenKeeper keeper, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ended = await db.Set<Screen>()
            .Where(screen => screen.Id == id && screen.RevokedAt == null && (keeper.SeesAll || screen.PairedBy == keeper.Account))
            .ExecuteUpdateAsync(set => set.SetProperty(screen => screen.RevokedAt, now), cancellationToken);
        if (ended == 0)
            throw new NotFound("There is no such screen any more.");
        logger.ScreenRevoked(id, keeper.Account);
    }

    private async Task<(Screen Screen, ClaimsIdentity Identity)?> FindAsync(ScalingDb db, string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await db.Set<Screen>().AsNoTracking()
            .Where(screen => screen.Id == id && screen.RevokedAt == null)
            .Join(db.Set<User>(), screen => screen.PairedBy, person => person.Id, (screen, person) => new { screen, person })
            .SingleOrDefaultAsync(cancellationToken);
        // Whoever may pair no more has no screens either.
        if (found is null || found.person.OneTimeUntil is not null || !found.person.Roles.SelectMany(Policies.Of).Contains(Policies.Pair))
            return null;
        if (found.screen.SeenAt is not { } seen || now - seen >= SeenEvery || found.screen.Version != build.Id)
            await db.Set<Screen>().Where(screen => screen.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(screen => screen.SeenAt, now).SetProperty(screen => screen.Version, build.Id), cancellationToken);
        return (found.screen, ScreenIdentity.Of(found.screen, found.person.Scope));
    }
}
