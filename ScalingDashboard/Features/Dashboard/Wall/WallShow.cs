using Microsoft.AspNetCore.WebUtilities;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Dashboard.Wall;

/// <summary>
/// What a wall shows: <c>quadrant=impact</c> one quadrant, <c>rotate=20</c> all in turn, with 20 seconds for each, and without either all four at
/// once; period and filters as the dashboard's.
/// </summary>
/// <param name="Query">What is asked; always of now.</param>
/// <param name="Each">How long each quadrant stands; null when nothing turns.</param>
/// <param name="Notice">What can not be shown as asked; null when all can.</param>
public sealed record WallShow(DashboardQuery Query, TimeSpan? Each, string? Notice)
{
    /// <summary>Shorter nobody can read, longer nobody waits.</summary>
    public const int LeastSeconds = 5, MostSeconds = 600;

    /// <summary>Reads a query string. What is wrong is left out, and said.</summary>
    public static WallShow Read(string query, UnitScope scope)
    {
        try
        {
            return Parse(query, scope);
        }
        catch (Invalid e)
        {
            return new(new(null, SliceFilter.Everything, scope), null, e.Message);
        }
    }

    /// <summary>The same, and what is wrong is refused.</summary>
    /// <exception cref="Invalid">An option can not be read, or there is no such quadrant.</exception>
    public static WallShow Parse(string query, UnitScope scope)
    {
        var asked = DashboardUrls.Parse(query, scope) with { AsOf = null };
        if (asked.Quadrant is { } quadrant && Quadrants.All.All(known => known.Key != quadrant))
            throw new Invalid($"There is no quadrant '{quadrant}': {string.Join(", ", Quadrants.All.Select(known => known.Key))}.");
        if (!QueryHelpers.ParseQuery(query).TryGetValue("rotate", out var rotate))
            return new(asked, null, null);
        if (!int.TryParse(rotate.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < LeastSeconds or > MostSeconds)
            throw new Invalid($"'rotate' is the seconds for each quadrant, {LeastSeconds} to {MostSeconds}.");
        return new(asked, TimeSpan.FromSeconds(seconds), null);
    }
}
