using Microsoft.AspNetCore.WebUtilities;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>What a screen shows, as its address says it: the frame's own options and the picture's.</summary>
/// <param name="Query">The query string, without its question mark.</param>
/// <param name="Theme"><c>dark</c> or <c>light</c>; null is the system's.</param>
public sealed record WallFrame(string Query, string? Theme)
{
    private const string ThemeName = "theme";

    /// <param name="address">The query string of the address, with or without its question mark.</param>
    /// <param name="paired">That with which the screen was paired: it counts where the address says nothing.</param>
    public static WallFrame Read(string address, string paired)
    {
        var query = address.TrimStart('?') is { Length: > 0 } own ? own : paired;
        return new(query, QueryHelpers.ParseQuery(query).TryGetValue(ThemeName, out var theme) && theme.ToString() is "dark" or "light" ? theme.ToString() : null);
    }
}
