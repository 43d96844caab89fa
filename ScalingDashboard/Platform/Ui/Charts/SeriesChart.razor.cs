using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>A long series with its scale, its target, what is to come, and what is worth a remark. Every place can be reached by the
/// keyboard and is read out in words.</summary>
public sealed partial class SeriesChart : ComponentBase
{
    private const int MostNames = 6;

    private SeriesGeometry _shape = new() { Runs = [] };
    private (IReadOnlyList<SeriesPlace>?, decimal?, bool) _drawn;
    private int _at;
    private bool _chosen;

    // Only keys that walk are kept from scrolling the page.
    private bool _walks;

    /// <summary>Oldest first; what is to come stands at the end.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SeriesPlace> Places { get; set; }

    /// <summary>What the line shows.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Unit { get; set; }

    [Parameter]
    public decimal? Target { get; set; }

    [Parameter]
    public bool LastIsPartial { get; set; }

    /// <summary>The drawing in words.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    private string ReadOut => Places.ElementAtOrDefault(_at) is { } place ? ChartWords.Place(place, Unit) : UiTexts.NoDataYet;

    protected override void OnParametersSet()
    {
        var now = (Places, Target, LastIsPartial);
        if (now == _drawn)
            return;
        _drawn = now;
        _shape = SeriesGeometry.Of(Places, Target, LastIsPartial);
        if (!_chosen || _at >= Places.Count)
            _at = Newest();
    }

    private int Newest() => Math.Max(0, Places.TakeWhile(p => !p.IsAhead).Select((p, i) => p.Value is null ? 0 : i).DefaultIfEmpty().Max());

    private void Walk(KeyboardEventArgs key)
    {
        int? to = key.Key switch
        {
            "ArrowLeft" or "ArrowDown" => _at - 1,
            "ArrowRight" or "ArrowUp" => _at + 1,
            "PageDown" => _at - 7,
            "PageUp" => _at + 7,
            "Home" => 0,
            "End" => Places.Count - 1,
            _ => null,
        };
        _walks = to is not null;
        if (to is { } place)
            Choose(Math.Clamp(place, 0, Math.Max(0, Places.Count - 1)));
    }

    private void Choose(int place) => (_at, _chosen) = (place, true);

    private void Leave() => (_at, _chosen) = (Newest(), false);

    /// <summary>Places whose names stand below the plot: evenly apart, and never so many that they touch.</summary>
    private IEnumerable<int> Named()
    {
        var count = Math.Min(MostNames, Places.Count);
        return Enumerable.Range(0, count).Select(i => (int)((i + 0.5) * Places.Count / count));
    }

    private string Left(int place) => $"left:{Svg.Number(SeriesGeometry.XOf(place, Places.Count) / 10)}%";

    private static string Top(double y) => $"top:{Svg.Number(y / 10)}%";

    // One point alone still needs a second one for a stroke with round ends to appear.
    private static string PointsOf(IReadOnlyList<Point> run) =>
        run.Count == 1 ? $"{run[0]} {run[0] with { X = run[0].X + 0.01 }}" : string.Join(' ', run);
}
