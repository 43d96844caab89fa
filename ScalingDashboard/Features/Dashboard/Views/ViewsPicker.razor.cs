using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui.Forms;

namespace ScalingDashboard.Features.Dashboard.Views;

/// <summary>Saves the present address under a name, and opens, deletes and begins with what was saved.</summary>
public sealed partial class ViewsPicker : Picker
{
    private Viewer _viewer = new("", "", []);
    private IReadOnlyList<SavedView> _views = [];
    private string? _shown;
    private string? _name;
    private string? _refusal;
    private bool _share;

    // The view whose deletion waits for a second press.
    private Guid? _doomed;

    [Inject]
    public required ISavedViews Views { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    /// <summary>The name of the start view that brought this board; null for a board that was asked for.</summary>
    [Parameter]
    public string? Started { get; set; }

    /// <summary>Called after the reader has chosen another start view.</summary>
    [Parameter]
    public EventCallback StartChanged { get; set; }

    protected override string Caption => Started is null ? ViewsTexts.Views : ViewsTexts.StartView;

    protected override string Title => ViewsTexts.SavedViews;

    protected override string Chosen => Started ?? "";

    protected override bool IsActive => Started is not null;

    private string Query => DashboardUrls.ViewString(Board.Query) is { Length: > 0 } query ? query : DashboardUrls.PlainQuery;

    protected override void OnParametersSet()
    {
        // What was chosen has come: the choice is over.
        if (_shown is not null && _shown != Query)
            Close();
        _shown = Query;
    }

    protected override async Task OpeningAsync()
    {
        (_refusal, _doomed, _name, _share) = (null, null, null, false);
        _viewer = Viewer.Of((await Authentication).User);
        await TryAsync(() => Task.CompletedTask);
    }

    private Task SaveAsync() => TryAsync(async () =>
    {
        await Views.SaveAsync(_viewer, _name, Query, _share, CancellationToken.None);
        _name = null;
    });

    private Task StartAsync(SavedView view) => TryAsync(async () =>
    {
        await Views.StartWithAsync(_viewer, view.IsStart ? null : view.Id, CancellationToken.None);
        await StartChanged.InvokeAsync();
    });

    private Task StartRoleAsync(SavedView view, string role) => TryAsync(async () =>
    {
        await Views.StartRoleWithAsync(_viewer, role, view.Id, !view.StartOf.Contains(role), CancellationToken.None);
        await StartChanged.InvokeAsync();
    });

    private Task DeleteAsync(SavedView view)
    {
        if (_doomed != view.Id)
        {
            _doomed = view.Id;
            return Task.CompletedTask;
        }
        return TryAsync(async () =>
        {
            await Views.DeleteAsync(_viewer, view.Id, CancellationToken.None);
            await StartChanged.InvokeAsync();
        });
    }

    /// <summary>Does something, and shows the views as they are then; what stands in the way is said in the list.</summary>
    private async Task TryAsync(Func<Task> deed)
    {
        (_refusal, _doomed) = (null, null);
        try
        {
            await deed();
            _views = await Views.ListAsync(_viewer, CancellationToken.None);
        }
        catch (Exception e) when (e is Invalid or Refused or NotFound)
        {
            _refusal = Refusals.Here(e);
        }
        catch (Exception e) when (DatabaseTrouble.Explain(e) is not null)
        {
            _refusal = ViewsTexts.DatabaseAway;
        }
    }

    private bool IsShown(SavedView view) => view.Query == Query;

    private string DeleteWords(SavedView view) => _doomed == view.Id ? ViewsTexts.ReallyDelete : ViewsTexts.Delete;

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private static string About(SavedView view) => (view.IsOwn, view.Shared) switch
    {
        (true, true) => ViewsTexts.SharedByYou,
        (true, false) => "",
        (false, _) => ViewsTexts.ByAuthor.With(view.Author),
    };
}
