using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>What open pages of this room listen to.</summary>
internal static class WallTopics
{
    /// <summary>A screen was paired, has come alive, or was revoked: for the list of screens.</summary>
    public static readonly Topic Screens = new("screens");

    /// <summary>One screen was revoked: for the screen itself.</summary>
    public static Topic Of(string screen) => new($"screen:{screen}");
}
