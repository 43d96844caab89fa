using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ScalingDashboard.Platform.Ui.Forms;

/// <summary>Opens and closes a choice. Escape and a click beside it close it.</summary>
/// <remarks>A kind of picker inherits it, rather than hold one: a bar of many pickers is kept for each open page, and each component costs two
/// pictures.</remarks>
public abstract partial class Picker : ComponentBase
{
    private ElementReference _button;
    private bool _open;

    /// <summary>What it picks.</summary>
    protected abstract string Caption { get; }

    /// <summary>What the open choice is called for screen readers; by default as the button.</summary>
    protected virtual string Title => Caption;

    /// <summary>What is chosen, in a few words.</summary>
    protected abstract string Chosen { get; }

    /// <summary>True when something else is chosen than at first.</summary>
    protected abstract bool IsActive { get; }

    /// <summary>The choice, drawn while it is open.</summary>
    protected abstract RenderFragment Choice { get; }

    /// <summary>Stands beside the button within the frame.</summary>
    protected virtual RenderFragment? Beside => null;

    /// <summary>Called before it opens.</summary>
    protected abstract Task OpeningAsync();

    /// <summary>Closes it with the next drawing.</summary>
    protected void Close() => _open = false;

    private async Task ToggleAsync()
    {
        if (!_open)
            await OpeningAsync();
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
