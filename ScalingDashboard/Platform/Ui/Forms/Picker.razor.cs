using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ScalingDashboard.Platform.Ui.Forms;

/// <summary>Opens and closes a choice; what can be chosen, and what is, belongs to the parent. Escape and a click beside it
/// close it.</summary>
public sealed partial class Picker : ComponentBase
{
    private ElementReference _button;
    private bool _open;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What is chosen, in a few words.</summary>
    [Parameter, EditorRequired]
    public required string Chosen { get; set; }

    /// <summary>True when something else is chosen than at first.</summary>
    [Parameter, EditorRequired]
    public bool IsActive { get; set; }

    /// <summary>What the open choice is called for screen readers; by default as the button.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Called before it opens.</summary>
    [Parameter]
    public EventCallback Opening { get; set; }

    /// <summary>Stands beside the button within the frame.</summary>
    [Parameter]
    public RenderFragment? Beside { get; set; }

    /// <summary>The choice, drawn while it is open.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>Closes it with the parent's next drawing.</summary>
    public void Close() => _open = false;

    private async Task ToggleAsync()
    {
        if (!_open)
            await Opening.InvokeAsync();
        _open = !_open;
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !_open)
            return;
        _open = false;
        await _button.FocusAsync();
    }
}
