namespace ScalingDashboard.Platform.Access;

/// <summary>The claims of this product, beside the standard ones for id, name and role.</summary>
internal static class AccessClaims
{
    /// <summary>One of <see cref="Policies.All"/>; what the policies ask for.</summary>
    public const string Can = "can";

    /// <summary>The caller's <see cref="UnitScope"/> as text.</summary>
    public const string Units = "units";

    /// <summary>The row of <c>user_sessions</c> behind a person's cookie.</summary>
    public const string Session = "session";

    /// <summary>The account's security stamp at sign-in; a session ends when it changes.</summary>
    public const string Stamp = "stamp";

    /// <summary>The id of a screen on a wall; people and keys have none.</summary>
    public const string Screen = "screen";

    /// <summary>The query string of what a screen shows when its address says nothing else.</summary>
    public const string View = "view";

    /// <summary>Present while the person still has to choose a password, and then instead of any role and grant.</summary>
    public const string OneTimePassword = "one-time-password";
}
