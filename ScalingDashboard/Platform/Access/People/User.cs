namespace ScalingDashboard.Platform.Access.People;

/// <summary>A person's account: the name to sign in with, the roles and the units that may be seen.</summary>
internal sealed class User
{
    private User()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The e-mail address; for the people of a demo installation a plain name.</summary>
    public string UserName { get; private set; } = "";

    public string NormalizedUserName { get; private set; } = "";

    /// <summary>Null for demo people: nobody can sign in to them with a password.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>Changes with the password, the roles and the units; sessions with an older stamp are over.</summary>
    public string SecurityStamp { get; private set; } = "";

    public string[] Roles { get; private set; } = [];

    /// <summary>Codes of the units that may be seen; empty means all.</summary>
    public string[] Units { get; private set; } = [];

    /// <summary>Set while the password is a one-time password: the moment until which it can be used.</summary>
    public DateTimeOffset? OneTimeUntil { get; private set; }

    public bool Demo { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>PostgreSQL's row version: two changes from the same state do not overwrite each other.</summary>
    public uint Xmin { get; private set; }

    public UnitScope Scope => Units.Length == 0 ? UnitScope.All : UnitScope.Of(Units);

    /// <summary>A person who gets a one-time password.</summary>
    public static User Invite(string email, string role, IReadOnlyList<string> units, DateTimeOffset now, DateTimeOffset until) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = email,
        Roles = [role],
        Units = [.. units],
        OneTimeUntil = until,
        CreatedAt = now,
    };

    /// <summary>One of the people of a demo installation, who have no password.</summary>
    public static User ForDemo(string name, string role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = name,
        Roles = [role],
        Demo = true,
        CreatedAt = now,
    };

    /// <summary>The invitation again, with what was asked for this time.</summary>
    public void InviteAgain(string role, IReadOnlyList<string> units, DateTimeOffset until)
    {
        Roles = [role];
        Units = [.. units];
        OneTimeUntil = until;
    }

    /// <summary>The person has chosen a password; roles and units take effect.</summary>
    public void Settle() => OneTimeUntil = null;

    public void Rename(string name) => UserName = name;

    public void Normalize(string name) => NormalizedUserName = name;

    public void SetPassword(string? hash) => PasswordHash = hash;

    public void SetStamp(string stamp) => SecurityStamp = stamp;
}
