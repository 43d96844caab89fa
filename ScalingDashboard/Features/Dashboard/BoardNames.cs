using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The quadrants and panels in the reader's language, by their keys. The API and reports name them as the catalogue does.</summary>
internal static class BoardNames
{
    private static readonly TextStore Names = new(typeof(BoardNames).FullName!, typeof(BoardNames).Assembly);

    public static string Here(this Quadrant quadrant) => Names.GetString(quadrant.Key, CultureInfo.CurrentUICulture) ?? quadrant.Name;

    public static string Here(this Panel panel) => Names.GetString(panel.Key, CultureInfo.CurrentUICulture) ?? panel.Name;
}
