using System.Security.Claims;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>A screen as claims: one grant, which opens the wallboard and nothing else, and the units of its person or fewer.</summary>
internal static class ScreenIdentity
{
    private const string Kind = "Screen";

    public static ClaimsIdentity Of(Screen screen, UnitScope person) => new(
        [
            new(ClaimTypes.NameIdentifier, $"screen:{screen.Id}"),
            new(ClaimTypes.Name, screen.Name),
            new(AccessClaims.Screen, screen.Id),
            new(AccessClaims.View, screen.View),
            new(AccessClaims.Units, Within(person, screen.Units).ToString()),
            new(AccessClaims.Can, Policies.Watch),
        ],
        Kind);

    /// <summary>The units wanted that the person may see; all of the person's when none is wanted.</summary>
    public static UnitScope Within(UnitScope person, IReadOnlyCollection<string> wanted) =>
        wanted.Count == 0 ? person : UnitScope.Of(wanted.Where(person.Includes));
}
