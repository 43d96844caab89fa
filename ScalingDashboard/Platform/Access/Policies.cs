namespace ScalingDashboard.Platform.Access;

/// <summary>What a caller may do. People get these by role, API keys by what they were created with.</summary>
public static class Policies
{
    /// <summary>See figures within the caller's units (every role; keys with <c>read</c>).</summary>
    public const string Read = "read";

    /// <summary>Send readings (analyst, admin; keys with <c>ingest</c>).</summary>
    public const string Ingest = "ingest";

    /// <summary>Change units, systems, people and keys (admin; keys with <c>manage</c>).</summary>
    public const string Manage = "manage";

    /// <summary>Accept or refuse readings that were set aside (analyst, admin). No key can: a sender would vouch for itself.</summary>
    public const string Judge = "judge";

    /// <summary>Write notes on the days of a series (every role). No key can: a note is a person's word.</summary>
    public const string Annotate = "annotate";

    /// <summary>See the wallboard (every role, and screens that were paired, which can do nothing else). No key can: a wall is a page.</summary>
    public const string Watch = "watch";

    /// <summary>Pair screens on walls, within the own units, and end them (leader, admin). No key can: a person answers for a screen.</summary>
    public const string Pair = "pair";

    /// <summary>A person who is signed in, even one who still has to choose a password. Only for pages about the own account.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>What can be granted to a key.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Ingest, Manage];

    /// <summary>What no key may do, but people by their role.</summary>
    public static readonly IReadOnlyList<string> OfPeople = [Judge, Annotate, Watch, Pair];

    /// <summary>What a role may do.</summary>
    public static IReadOnlyList<string> Of(string role) => role switch
    {
        Roles.Leader => [Read, Annotate, Watch, Pair],
        Roles.Board => [Read, Annotate, Watch],
        Roles.Analyst => [Read, Ingest, Judge, Annotate, Watch],
        Roles.Admin => [.. All, .. OfPeople],
        _ => [],
    };
}
