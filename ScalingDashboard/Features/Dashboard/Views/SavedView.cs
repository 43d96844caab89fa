using System.Security.Claims;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Dashboard.Views;

/// <summary>A view of the dashboard under a name, as one reader finds it.</summary>
/// <param name="Query">The query string, never empty: the bare address is for the start view.</param>
/// <param name="Author">The name of the person who saved it.</param>
/// <param name="IsOwn">True when the reader saved it.</param>
/// <param name="IsStart">True when the reader chose it to begin with.</param>
/// <param name="StartOf">The roles that begin with it.</param>
public sealed record SavedView(Guid Id, string Name, string Query, string Author, bool Shared, bool IsOwn, bool IsStart, IReadOnlyList<string> StartOf)
{
    public string Href => $"/?{Query}";
}

/// <summary>The view that a reader begins with.</summary>
public sealed record StartView(string Name, string Query);

/// <summary>Whose views are asked for, and what that person may do with those of others.</summary>
public sealed record Viewer(string Id, string Name, IReadOnlyList<string> RolesHeld)
{
    /// <summary>Views for everybody are a matter of those who know the figures.</summary>
    public bool MayShare => RolesHeld.Contains(Roles.Analyst) || MayManage;

    /// <summary>Settles what a role begins with, and takes back what others shared.</summary>
    public bool MayManage => RolesHeld.Contains(Roles.Admin);

    public static Viewer Of(ClaimsPrincipal person) => new(person.Subject(), person.Identity?.Name ?? "", [.. Roles.All.Where(person.IsInRole)]);
}
