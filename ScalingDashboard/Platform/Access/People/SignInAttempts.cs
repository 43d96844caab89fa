using Microsoft.Extensions.Options;
using Npgsql;

namespace ScalingDashboard.Platform.Access.People;

/// <summary>
/// Counts the passwords tried for an account. An attempt is taken <em>before</em> the password is looked at, in one
/// statement, so a thousand guesses at the same moment are a thousand attempts and not one.
/// </summary>
internal sealed class SignInAttempts(
    NpgsqlDataSource dataSource, TimeProvider clock, IOptions<AccessOptions> options, ILogger<SignInAttempts> logger)
{
    private const string Take = """
        insert into sign_in_attempts as a (user_id, since, count) values ($1, $2, 1)
        on conflict (user_id) do update set
            count = case when a.since > $3 then a.count + 1 else 1 end,
            since = case when a.since > $3 then a.since else $2 end
        where a.since <= $3 or a.count < $4
        returning count
        """;

    /// <summary>False when the account is locked: the password must then not be looked at.</summary>
    public async Task<bool> TakeAsync(Guid account, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var command = dataSource.CreateCommand(Take);
        command.Parameters.Add(new() { Value = account });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - options.Value.AttemptWindow });
        command.Parameters.Add(new() { Value = options.Value.Attempts });
        var taken = await command.ExecuteScalarAsync(cancellationToken) is int;
        if (!taken)
            logger.AccountLocked(account);
        return taken;
    }

    /// <summary>The right password was given: the count starts again.</summary>
    public async Task ForgetAsync(Guid account, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("delete from sign_in_attempts where user_id = $1");
        command.Parameters.Add(new() { Value = account });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
