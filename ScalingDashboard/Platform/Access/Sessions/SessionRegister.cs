using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access.Sessions;

/// <summary>
/// The sessions of all people, in the database and nowhere else: what a person may do is read with every request, so
/// sign-out, a new password and a lost role take effect at once, on every node.
/// </summary>
internal sealed class SessionRegister(
    IDbContextFactory<ScalingDb> databases, TimeProvider clock, IOptions<AccessOptions> options, ILogger<SessionRegister> logger)
{
    /// <summary>"Last seen" is written at most this often, so that a busy page does not write with every request.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session with a new id, whatever the browser brought along: a planted cookie gains nothing.</summary>
    public async Task<Guid> BeginAsync(Guid account, string stamp, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ends = now + options.Value.SessionLimit;
        var session = new UserSession
        {
            Id = Guid.CreateVersion7(now),
            UserId = account,
            Stamp = stamp,
            SeenAt = now,
            ExpiresAt = Earlier(now + options.Value.SessionIdle, ends),
            EndsAt = ends,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Sign-ins are rare and sessions short: this keeps the table as small as the number of people at work.
        await db.Set<UserSession>().Where(old => old.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        db.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        logger.SessionBegan(session.Id, account.ToString());
        return session.Id;
    }

    /// <summary>The person behind a session as they are now; null when it is over. Counts as being seen.</summary>
    public async Task<ClaimsIdentity?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<UserSession>().AsNoTracking()
            .Where(session => session.Id == id && session.ExpiresAt > now)
            .Join(db.Set<User>(), session => session.UserId, user => user.Id, (session, user) => new { session, user })
            .Where(both => both.session.Stamp == both.user.SecurityStamp)
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        if (now - found.session.SeenAt >= SeenEvery)
        {
            var expires = Earlier(now + options.Value.SessionIdle, found.session.EndsAt);
            await db.Set<UserSession>().Where(session => session.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(session => session.SeenAt, now).SetProperty(session => session.ExpiresAt, expires),
                cancellationToken);
        }
        var identity = Principals.IdentityOf(found.user);
        identity.AddClaim(new(AccessClaims.Session, id.ToString()));
        return identity;
    }

    public async Task EndAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<UserSession>().Where(session => session.Id == id).ExecuteDeleteAsync(cancellationToken) > 0)
            logger.SessionEnded(id);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
