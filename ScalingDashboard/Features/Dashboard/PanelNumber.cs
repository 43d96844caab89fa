using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The number of a panel as its readers read it. Written once for all of them.</summary>
/// <param name="Raw">For programs, unrounded.</param>
/// <param name="Full">Unrounded, with its unit.</param>
/// <param name="Shown">Shortened, with its unit.</param>
/// <param name="Words">A unit of several words ("per 100"), which stands smaller at the number, so that numbers keep one size.</param>
public sealed record PanelNumber(string Raw, string Full, string Shown, string Words)
{
    public static PanelNumber Of(Figure figure)
    {
        var (shown, words) = PanelText.ValueAndWords(figure);
        return new(Formatting.Raw(figure.Value), Formatting.Full(figure.Value, figure.Metric.Unit, CultureInfo.CurrentCulture), shown, words);
    }
}
