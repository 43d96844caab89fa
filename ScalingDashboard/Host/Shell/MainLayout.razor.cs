using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host.Shell;

/// <summary>The bar on top of every page, and the last boundary that keeps an error inside its page.</summary>
public sealed partial class MainLayout : LayoutComponentBase
{
    private ErrorBoundary? _boundary;

    // Null for who has not signed in.
    private ClaimsPrincipal? _person;

    // The places that the person may go to, from the left.
    private IReadOnlyList<NavigationItem> _items = [];

    [Inject]
    public required IEnumerable<NavigationItem> Navigation { get; init; }

    [Inject]
    public required NavigationManager Address { get; init; }

    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

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

    protected override async Task OnParametersSetAsync()
    {
        // Another page must not inherit this one's error.
        _boundary?.Recover();
        var person = (await Authentication).User;
        var items = new List<NavigationItem>();
        foreach (var item in Navigation.OrderBy(n => n.Order))
            if ((await Authorization.AuthorizeAsync(person, item.Policy)).Succeeded)
                items.Add(item);
        (_person, _items) = (person.Identity is { IsAuthenticated: true } ? person : null, items);
    }

    private bool IsHere(NavigationItem item)
    {
        var path = $"/{Here.Split('?')[0]}";
        return path == item.Href || (item.Href != "/" && path.StartsWith($"{item.Href}/", StringComparison.Ordinal));
    }
}
