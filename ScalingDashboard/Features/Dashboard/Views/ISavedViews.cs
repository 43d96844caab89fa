using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Dashboard.Views;

/// <summary>The named views of people. A view is an address: the scope of whoever opens it applies.</summary>
public interface ISavedViews
{
    /// <summary>The viewer's own and those shared by others, by name.</summary>
    Task<IReadOnlyList<SavedView>> ListAsync(Viewer viewer, CancellationToken cancellationToken);

    /// <summary>With which view a viewer begins: the one chosen, else that of the role; null is the default view, also while
    /// the database does not answer.</summary>
    Task<StartView?> StartOfAsync(Viewer viewer, CancellationToken cancellationToken);

    /// <summary>Keeps an address under a name; the viewer's own view of that name is replaced.</summary>
    /// <exception cref="Invalid">The name or the number of views is too large.</exception>
    /// <exception cref="Refused">The viewer may not share.</exception>
    Task SaveAsync(Viewer viewer, string? name, string query, bool shared, CancellationToken cancellationToken);

    /// <summary>Deletes an own view, or as an admin a shared one.</summary>
    /// <exception cref="NotFound">There is no such view of this viewer.</exception>
    Task DeleteAsync(Viewer viewer, Guid view, CancellationToken cancellationToken);

    /// <summary>Begins with a view from now on, or (null) as the role does.</summary>
    /// <exception cref="NotFound">There is no such view for this viewer.</exception>
    Task StartWithAsync(Viewer viewer, Guid? view, CancellationToken cancellationToken);

    /// <summary>Lets a role begin with a shared view, or no more.</summary>
    /// <exception cref="Refused">The viewer is no admin.</exception>
    /// <exception cref="NotFound">There is no such shared view.</exception>
    Task StartRoleWithAsync(Viewer viewer, string role, Guid view, bool isStart, CancellationToken cancellationToken);
}
