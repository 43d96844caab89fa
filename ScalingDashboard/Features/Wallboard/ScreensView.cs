using ScalingDashboard.Platform.Access.Screens;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>The screens of one person, as their page shows them.</summary>
public sealed record ScreensView(IReadOnlyList<PairedScreen> Screens);
