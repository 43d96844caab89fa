using ScalingDashboard.Features.Dashboard.Views;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>Views in memory, answered at once.</summary>
internal sealed class SampleViews : ISavedViews
{
    public List<SavedView> Views { get; } = [];

    public StartView? Start { get; set; }

    public Task<IReadOnlyList<SavedView>> ListAsync(Viewer viewer, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SavedView>>([.. Views]);

    public Task<StartView?> StartOfAsync(Viewer viewer, CancellationToken cancellationToken) => Task.FromResult(Start);

    public Task SaveAsync(Viewer viewer, string? name, string query, bool shared, CancellationToken cancellationToken)
    {
        Views.Add(new(Guid.CreateVersion7(), name!, query, viewer.Name, shared, true, false, []));
        return Task.CompletedTask;
    }

    public Task DeleteAsync(Viewer viewer, Guid view, CancellationToken cancellationToken)
    {
        Views.RemoveAll(v => v.Id == view);
        return Task.CompletedTask;
    }

    public Task StartWithAsync(Viewer viewer, Guid? view, CancellationToken cancellationToken)
    {
        Start = Views.Where(v => v.Id == view).Select(v => new StartView(v.Name, v.Query)).SingleOrDefault();
        return Task.CompletedTask;
    }

    public Task StartRoleWithAsync(Viewer viewer, string role, Guid view, bool isStart, CancellationToken cancellationToken) => Task.CompletedTask;
}
