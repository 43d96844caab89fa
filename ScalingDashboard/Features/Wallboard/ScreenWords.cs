using Microsoft.AspNetCore.WebUtilities;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>What a screen shows, in words: "All four quadrants, 12 months, dark".</summary>
internal static class ScreenWords
{
    public static string Of(string view)
    {
        var options = QueryHelpers.ParseQuery(view);
        string? Take(string name) => options.Remove(name, out var value) ? value.ToString() : null;
        var (quadrant, rotate, period, theme) = (Take("quadrant"), Take("rotate"), Take("period"), Take("theme"));
        var what = quadrant is not null ? Quadrants.All.FirstOrDefault(known => known.Key == quadrant)?.Name ?? quadrant
            : rotate is not null ? WallboardTexts.InTurnEach.With(rotate)
            : WallboardTexts.AllFour;
        return string.Join(", ", new[] { what, period is null ? null : Period.Name(period).Here(), theme }.OfType<string>().Concat(options.Select(option => $"{option.Key} {option.Value}")));
    }
}
