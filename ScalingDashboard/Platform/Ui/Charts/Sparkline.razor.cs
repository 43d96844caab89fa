using Microsoft.AspNetCore.Components;

namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>A line as large as its place, without axes: the last thirteen parts of a period at a glance.</summary>
public sealed partial class Sparkline : ComponentBase
{
    private const double Width = 120;
    private const double Height = 32;

    private SparklineGeometry _shape = new() { Runs = [] };
    private (IReadOnlyList<decimal?>?, decimal?, bool, string?) _drawn;

    [Parameter, EditorRequired]
    public required IReadOnlyList<decimal?> Values { get; set; }

    [Parameter]
    public decimal? Target { get; set; }

    [Parameter]
    public bool LastIsPartial { get; set; }

    /// <summary>The drawing in words.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    protected override void OnParametersSet() =>
        _shape = SparklineGeometry.Of(Values, Target, LastIsPartial, Width, Height);

    protected override bool ShouldRender()
    {
        var now = (Values, Target, LastIsPartial, Label);
        if (now == _drawn)
            return false;
        _drawn = now;
        return true;
    }

    // One point alone still needs a second one for a stroke with round ends to appear.
    private static string Points(IReadOnlyList<Point> run) =>
        run.Count == 1 ? $"{run[0]} {run[0] with { X = run[0].X + 0.01 }}" : string.Join(' ', run);
}
