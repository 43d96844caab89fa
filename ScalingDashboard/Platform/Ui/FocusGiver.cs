using Microsoft.JSInterop;

namespace ScalingDashboard.Platform.Ui;

/// <summary>Gives the focus to an element that is no component's own, for example one of a <see cref="SharedDrawings">shared drawing</see>.</summary>
public sealed class FocusGiver(IJSRuntime script)
{
    /// <param name="id">Of the element; nothing happens when there is none.</param>
    public ValueTask GiveAsync(string id) => script.InvokeVoidAsync("giveFocus", id);
}
