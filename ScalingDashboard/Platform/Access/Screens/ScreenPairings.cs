using System.Security.Cryptography;
using Npgsql;
using ScalingDashboard.Platform.Data;
using Microsoft.Extensions.Options;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>A code on show, and what the screen knows itself by meanwhile.</summary>
internal sealed record OpenPairing(string Code, string Token, TimeSpan Lifetime);

/// <summary>How far the pairing of a screen has come.</summary>
/// <param name="Token">The screen's own from now on; null while nobody has typed the code.</param>
/// <param name="IsOver">The code was open too long, or was never given out.</param>
internal sealed record PairingAnswer(string? Token, bool IsOver);

/// <summary>
/// Lets a screen and a person find each other. The screen shows a code and keeps a secret; a person who may types the code, once;
/// the screen, by its secret, gets its token, once. Nothing of the three is kept but as a hash.
/// </summary>
internal sealed class ScreenPairings(NpgsqlDataSource database, TimeProvider clock, IOptions<AccessOptions> options, ILogger<ScreenPairings> logger)
{
    /// <summary>Most codes open at once, so that one guess in 700 million is right at best, and strangers fill no table.</summary>
    public const int Most = 100;

    private const int LongestName = 60;
    private const int IdLength = 12;

    private const string Open = """
        with over as (delete from screen_pairings where expires_at <= $4)
        insert into screen_pairings (id, code_hash, secret_hash, created_at, expires_at)
        select $1, $2, $3, $4, $5 where (select count(*) from screen_pairings where expires_at > $4) < $6
        on conflict do nothing
        """;

    private const string Accept = """
        with taken as (update screen_pairings set screen = $2 where id = $1 and screen is null and expires_at > $3 returning id)
        insert into screens (id, name, paired_by, units, view, created_at) select $2, $4, $5, $6, $7, $3 from taken
        """;

    private const string Claim = """
        with used as (delete from screen_pairings where id = $1 and screen is not null returning screen)
        update screens s set hash = $2, hash_at = $3 from used where s.id = used.screen and s.revoked_at is null
        """;

    /// <summary>A new code; null when too many are open.</summary>
    public async Task<OpenPairing?> OpenAsync(CancellationToken cancellationToken)
    {
        var (now, lifetime) = (clock.GetUtcNow(), options.Value.PairingCode);
        var (id, code) = (RandomNumberGenerator.GetHexString(IdLength * 2, lowercase: true), PairingCode.Create());
        var (token, secret) = ScreenToken.Create(id);
        await using var command = Command(Open, id, PairingCode.Hash(code), secret, now, now + lifetime, Most);
        // A code that is on show elsewhere comes about once in a billion times; the screen then asks again as if there were too many.
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0 ? new(code, token, lifetime) : null;
    }

    /// <summary>Pairs the screen that shows the code.</summary>
    /// <param name="typed">As a person typed it.</param>
    /// <param name="units">Codes of the units it may show; none means all that the person may see.</param>
    /// <param name="view">The query string of what it shows.</param>
    /// <returns>The new screen's id.</returns>
    /// <exception cref="Invalid">No screen shows this code now, or the name is empty or too long.</exception>
    public async Task<string> AcceptAsync(string? typed, string? name, Guid person, IReadOnlyList<string> units, string view, CancellationToken cancellationToken)
    {
        var kept = name?.Trim() ?? "";
        if (kept.Length is 0 or > LongestName || kept.Any(char.IsControl))
            throw new Invalid($"A screen needs a name of 1 to {LongestName} characters.");
        if (!PairingCode.TryRead(typed, out var code))
            throw new Invalid($"A code has {PairingCode.Length} letters and digits, as the screen shows them.");
        var screen = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        if (await FindAsync(PairingCode.Hash(code), cancellationToken) is not { } pairing)
            throw Unknown();
        await using var command = Command(Accept, pairing, screen, clock.GetUtcNow(), kept, person, units.ToArray(), view);
        // Somebody else was faster, or its time ran out just now.
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
            throw Unknown();
        logger.ScreenPaired(screen, person);
        return screen;
    }

    /// <summary>Asked by the screen itself, again and again, until its code was typed or is over.</summary>
    public async Task<PairingAnswer> ClaimAsync(ScreenToken pairing, CancellationToken cancellationToken)
    {
        await using var look = Command("select secret_hash, screen from screen_pairings where id = $1 and expires_at > $2", pairing.Id, clock.GetUtcNow());
        string? screen;
        await using (var row = await look.ExecuteReaderAsync(cancellationToken))
        {
            if (!await row.ReadAsync(cancellationToken) || !pairing.Matches(row.GetFieldValue<byte[]>(0)))
                return new(null, IsOver: true);
            screen = await row.IsDBNullAsync(1, cancellationToken) ? null : row.GetString(1);
        }
        if (screen is null)
            return new(null, IsOver: false);
        var (token, hash) = ScreenToken.Create(screen);
        await using var claim = Command(Claim, pairing.Id, hash, clock.GetUtcNow());
        return await claim.ExecuteNonQueryAsync(cancellationToken) > 0 ? new(token, IsOver: false) : new(null, IsOver: true);
    }

    // All that are open are compared, each in constant time: how long it takes says nothing about any of them.
    private async Task<string?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        string? found = null;
        await using var open = Command("select id, code_hash from screen_pairings where screen is null and expires_at > $1", clock.GetUtcNow());
        await using var rows = await open.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            if (CryptographicOperations.FixedTimeEquals(hash, rows.GetFieldValue<byte[]>(1)))
                found = rows.GetString(0);
        return found;
    }

    private static Invalid Unknown() => new("No screen shows this code now. A code is good for some minutes and for one screen: type the one that the screen shows now.");

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
