using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>All but its figures that a panel is drawn from. Equal looks of one panel are one drawing.</summary>
/// <param name="Chip">The one judgement.</param>
/// <param name="Age">How fresh it is.</param>
/// <param name="Period">Over which the figures are.</param>
/// <param name="LastIsPartial">True when the newest part of the trend is still running.</param>
/// <param name="IsHeadline">The quadrant's first panel: a third of its width, with the large number.</param>
/// <param name="Href">Where its details are.</param>
public sealed record PanelLook(ChipState Chip, AgeLook Age, Period Period, bool LastIsPartial, bool IsHeadline, string Href);
