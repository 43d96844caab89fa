namespace ScalingDashboard.Features.Account;

/// <summary>
/// Where to go after signing in. The address comes from the outside, so it is taken only when no browser can read it as
/// another site: <c>//evil</c>, <c>/\evil</c>, <c>https:evil</c> and a tab in <c>/&#9;/evil</c> all lead away.
/// </summary>
internal static class ReturnUrl
{
    public const string Home = "/";

    private const int MaxLength = 2_000;

    /// <summary>The address when it stays on this site, otherwise the dashboard.</summary>
    public static string Safe(string? url) => IsLocal(url) ? url! : Home;

    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/', ..]
        && url.Length <= MaxLength
        // Whatever a page of ours has in its address is printable ASCII without a backslash once it is encoded.
        && url.All(c => c is > ' ' and <= '~' and not '\\');
}
