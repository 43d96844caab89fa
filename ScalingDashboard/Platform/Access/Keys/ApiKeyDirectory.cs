using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access.Keys;

/// <summary>
/// Finds active keys by their public id and remembers them for a few seconds, so that a sender of ten batches a second
/// does not ask the database ten times. Unknown ids are not remembered: there are too many of them.
/// </summary>
internal sealed class ApiKeyDirectory(IDbContextFactory<ScalingDb> databases, TimeProvider clock, IOptions<AccessOptions> options)
{
    /// <summary>Bounds the memory. Only keys that exist get in, so it is reached by no attacker.</summary>
    private const int Capacity = 1_000;

    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    /// <summary>For so long a key that was good holds while the database can not be asked: readers see the last known figures.
    /// Nothing can be stored meanwhile, and nothing revoked.</summary>
    private static readonly TimeSpan HoldsAlone = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);

    public async Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_remembered.TryGetValue(id, out var remembered) && remembered.Until > now)
            return remembered.Key;
        ApiKey? key;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            key = await db.Set<ApiKey>().AsNoTracking()
                .SingleOrDefaultAsync(one => one.Id == id && one.RevokedAt == null, cancellationToken);
        }
        catch (Exception e) when (remembered is not null && now - remembered.Until < HoldsAlone && DatabaseTrouble.Explain(e) is not null)
        {
            return remembered.Key;
        }
        if (key is null)
        {
            _remembered.TryRemove(id, out _);
            return null;
        }
        if (_remembered.Count >= Capacity)
            _remembered.Clear();
        _remembered[id] = new(key, now + options.Value.KeyMemory);
        return key;
    }

    /// <summary>Notes that the key was used; called only after the secret was found to be right.</summary>
    public async Task MarkUsedAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // The remembered copy is at most seconds old, so this asks the database only when a minute may have passed.
        if (now - key.LastUsedAt < UsedEvery || !_remembered.TryGetValue(key.Id, out var remembered) || remembered.Noted)
            return;
        _remembered.TryUpdate(key.Id, remembered with { Noted = true }, remembered);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await db.Set<ApiKey>()
                .Where(one => one.Id == key.Id && (one.LastUsedAt == null || one.LastUsedAt <= now - UsedEvery))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedAt, now), cancellationToken);
        }
        catch (Exception e) when (DatabaseTrouble.Explain(e) is not null)
        {
            // A note is not worth an answer: what the database must do for that, it says itself.
        }
    }

    private sealed record Remembered(ApiKey Key, DateTimeOffset Until, bool Noted = false);
}
