using Microsoft.AspNetCore.Components;

namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>A bar from zero against its target: what a gauge says, in a tenth of the room.</summary>
public sealed partial class Bullet : ComponentBase
{
    private const double Width = 120;

    private BulletGeometry _shape = new() { Bands = [] };

    [Parameter, EditorRequired]
    public decimal? Value { get; set; }

    [Parameter]
    public decimal? Previous { get; set; }

    [Parameter]
    public decimal? Target { get; set; }

    /// <summary>The border between "at risk" and "off track".</summary>
    [Parameter]
    public decimal? Amber { get; set; }

    /// <summary>The drawing in words.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    protected override void OnParametersSet() => _shape = BulletGeometry.Of(Value, Previous, Target, Amber, Width);
}
