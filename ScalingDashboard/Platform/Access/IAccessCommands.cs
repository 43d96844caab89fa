namespace ScalingDashboard.Platform.Access;

/// <summary>What the command line may do to keys and people. Works beside a running product: it only needs the database.</summary>
public interface IAccessCommands
{
    /// <summary>Creates an API key and returns it; it cannot be shown again.</summary>
    Task<string> CreateKeyAsync(string name, IReadOnlyList<string> grants, CancellationToken ct);

    /// <summary>One line for each key, the active ones first.</summary>
    Task<IReadOnlyList<string>> ListKeysAsync(CancellationToken ct);

    /// <summary>Ends the active key of that name; running products refuse it within seconds.</summary>
    Task RevokeKeyAsync(string name, CancellationToken ct);

    /// <summary>Creates a person and returns a one-time password, which must be changed at the first sign-in.</summary>
    Task<string> CreateUserAsync(string email, string role, IReadOnlyList<string> units, CancellationToken ct);
}
