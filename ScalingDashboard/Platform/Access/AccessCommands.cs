using System.Net.Mail;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Platform.Access.Keys;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access;

/// <summary>Keys and people from the command line. Every refusal says what would be right.</summary>
internal sealed class AccessCommands(
    IDbContextFactory<ScalingDb> databases, NpgsqlDataSource dataSource, UserManager<User> people, IEnumerable<IUnitDirectory> directories,
    TimeProvider clock, IOptions<AccessOptions> options, ILogger<AccessCommands> logger) : IAccessCommands
{
    private const int MaxName = 64;

    // A name that is taken is an answer here, not an error in the log.
    private const string InsertKey = """
        insert into api_keys (id, name, hash, grants, created_at) values ($1, $2, $3, $4, $5)
        on conflict (lower(name)) where revoked_at is null do nothing
        """;

    /// <summary>Without the characters that are mistaken for one another when a password is read out or copied by hand.</summary>
    private const string Legible = "abcdefghjkmnpqrstuvwxyz23456789";

    public async Task<string> CreateKeyAsync(string name, IReadOnlyList<string> grants, CancellationToken ct)
    {
        name = name.Trim();
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
            throw new Invalid($"The name of a key has 1 to {MaxName} printable characters.");
        var unknown = grants.Except(Policies.All).ToList();
        if (unknown.Count > 0 || grants.Count == 0)
            throw new Invalid($"A key can {string.Join(", ", Policies.All)}; {Quoted(unknown, "nothing")} was asked for.");
        var (text, created) = ApiKeyText.Create();
        await using var insert = dataSource.CreateCommand(InsertKey);
        insert.Parameters.Add(new() { Value = created.Id });
        insert.Parameters.Add(new() { Value = name });
        insert.Parameters.Add(new() { Value = created.Hash });
        insert.Parameters.Add(new() { Value = Policies.All.Intersect(grants).ToArray() });
        insert.Parameters.Add(new() { Value = clock.GetUtcNow() });
        if (await insert.ExecuteNonQueryAsync(ct) == 0)
            throw new Invalid($"An active key is already named '{name}'. Choose another name, or revoke that key first.");
        logger.KeyCreated(created.Id);
        return text;
    }

    public async Task<IReadOnlyList<string>> ListKeysAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var keys = await db.Set<ApiKey>().AsNoTracking()
            .OrderBy(key => key.RevokedAt != null).ThenBy(key => key.Name).ThenBy(key => key.CreatedAt)
            .ToListAsync(ct);
        return [.. keys.Select(key => string.Create(CultureInfo.InvariantCulture,
            $"{key.Name}  sd_{key.Id}_...  {string.Join(',', key.Grants)}  created {key.CreatedAt:u}  last used {Moment(key.LastUsedAt)}")
            + (key.RevokedAt is null ? "" : $"  revoked {Moment(key.RevokedAt)}"))];
    }

    public async Task RevokeKeyAsync(string name, CancellationToken ct)
    {
        var folded = name.Trim().ToLowerInvariant();
        await using var db = await databases.CreateDbContextAsync(ct);
        var key = await db.Set<ApiKey>()
            // ToLower is what PostgreSQL's lower() is called in a query; the unique index is on the same expression.
#pragma warning disable CA1304, CA1311, CA1862
            .SingleOrDefaultAsync(one => one.Name.ToLower() == folded && one.RevokedAt == null, ct)
#pragma warning restore CA1304, CA1311, CA1862
            ?? throw new NotFound($"No active key is named '{name.Trim()}'. List them with 'keys list'.");
        key.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        logger.KeyRevoked(key.Id);
    }

    public async Task<string> CreateUserAsync(string email, string role, IReadOnlyList<string> units, CancellationToken ct)
    {
        email = email.Trim();
        if (!MailAddress.TryCreate(email, out var address) || address.Address != email || email.Length > 254)
            throw new Invalid($"'{email}' is not an e-mail address.");
        if (!Roles.All.Contains(role))
            throw new Invalid($"'{role}' is not a role; the roles are {string.Join(", ", Roles.All)}.");
        await CheckUnitsAsync(units, ct);

        var now = clock.GetUtcNow();
        var password = OneTimePassword(email);
        var existing = await people.FindByNameAsync(email);
        if (existing is null)
        {
            var user = User.Invite(email, role, units, now, now + options.Value.OneTimePassword);
            Check(await people.CreateAsync(user, password));
            logger.AccountCreated(user.Id);
            return password;
        }
        if (existing.OneTimeUntil is null)
            throw new Invalid($"There is already an account for '{email}'.");
        // Nobody has used it yet: the invitation got lost or ran out.
        existing.InviteAgain(role, units, now + options.Value.OneTimePassword);
        Check(await people.RemovePasswordAsync(existing));
        Check(await people.AddPasswordAsync(existing, password));
        logger.AccountRenewed(existing.Id);
        return password;
    }

    private async Task CheckUnitsAsync(IReadOnlyList<string> units, CancellationToken ct)
    {
        if (units.Count == 0)
            return;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directory in directories)
            known.UnionWith(await directory.CodesAsync(ct));
        var unknown = units.Where(unit => !known.Contains(unit)).ToList();
        if (unknown.Count > 0)
            throw new Invalid($"There is no business unit {Quoted(unknown, "")}. GET /api/v1/units lists the codes.");
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new Invalid(string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    /// <summary>Four groups of five, about 99 bits.</summary>
    private static string OneTimePassword(string email)
    {
        while (true)
        {
            var password = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Legible, 5)));
            // By rare chance it holds a short name.
            if (PasswordRules.Refusal(password, email) is null)
                return password;
        }
    }

    private static string Quoted(List<string> names, string whenNone) =>
        names.Count == 0 ? whenNone : string.Join(", ", names.Select(name => $"'{name}'"));

    private static string Moment(DateTimeOffset? at) => at?.ToString("u", CultureInfo.InvariantCulture) ?? "never";
}
