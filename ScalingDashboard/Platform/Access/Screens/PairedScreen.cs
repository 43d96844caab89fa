namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>A screen as the people see it who answer for screens.</summary>
/// <param name="By">The name of the person who paired it.</param>
/// <param name="Units">Codes of the units it shows; none means all that the person may see.</param>
/// <param name="SeenAt">When it last showed a sign of life; null when it never did.</param>
/// <param name="Version">The build of the product it showed then.</param>
public sealed record PairedScreen(
    string Id, string Name, string By, IReadOnlyList<string> Units, string View, DateTimeOffset CreatedAt, DateTimeOffset? SeenAt, string? Version, DateTimeOffset? RevokedAt);

/// <summary>A screen that presented its token.</summary>
/// <param name="IsOld">Its token was given out long ago: it is to get another.</param>
internal sealed record PresentScreen(System.Security.Claims.ClaimsIdentity Identity, string Id, bool IsOld);

/// <summary>Whose screens are asked about.</summary>
/// <param name="SeesAll">True for those who run the installation; others see the screens they paired.</param>
internal sealed record ScreenKeeper(Guid Account, bool SeesAll);
