using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host.Shell;

/// <summary>The bar on top of every page, and the last boundary that keeps an error inside its page.</summary>
public sealed partial class MainLayout : LayoutComponentBase
{
    private ErrorBoundary? _boundary;

    [Inject]
    public required IEnumerable<NavigationItem> Navigation { get; init; }

    [Inject]
    public required NavigationManager Address { get; init; }

    // A bare "#content" would lead to the base address, not to this page.
    private string Here => Address.ToBaseRelativePath(Address.Uri).Split('#')[0];

    private static string RoleOf(ClaimsPrincipal person) => Roles.All.LastOrDefault(person.IsInRole) switch
    {
        Roles.Leader => ShellTexts.Leader,
        Roles.Analyst => ShellTexts.Analyst,
        Roles.Board => ShellTexts.Board,
        Roles.Admin => ShellTexts.Admin,
        _ => "",
    };

    // Another page must not inherit this one's error.
    protected override void OnParametersSet() => _boundary?.Recover();
}
