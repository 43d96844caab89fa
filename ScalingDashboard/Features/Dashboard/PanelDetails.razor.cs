using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Why a number is what it is: its definition, rule, owner, coverage, and the metrics behind it.</summary>
public sealed partial class PanelDetails : ComponentBase
{
    private ElementReference _close;

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    [Parameter, EditorRequired]
    public required PanelSnapshot Panel { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _close.FocusAsync();
    }

    private Task KeyDown(KeyboardEventArgs key) => key.Key == "Escape" ? Closed.InvokeAsync() : Task.CompletedTask;

    private Task CloseAsync() => Closed.InvokeAsync();
}
