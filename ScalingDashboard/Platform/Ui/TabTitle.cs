using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace ScalingDashboard.Platform.Ui;

/// <summary>What the tab of the browser says: the page, and the product. It is printed with the page; a live page says it again when it becomes another page.</summary>
/// <remarks>The framework's own way of changing it keeps eight components in each open page, 15 KB. A page that is only printed, or stays what it is, needs no
/// more than its <see cref="PageTitle"/>.</remarks>
public sealed class TabTitle : ComponentBase
{
    private string? _said;

    [Inject]
    public required IJSRuntime Script { get; init; }

    /// <summary>There while the page is printed.</summary>
    [CascadingParameter]
    public HttpContext? Printing { get; set; }

    [Parameter, EditorRequired]
    public required string Page { get; set; }

    private string Words => $"{Page} · {UiTexts.Product}";

    protected override bool ShouldRender() => _said != Words;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Printing is null)
            return;
        builder.OpenComponent<PageTitle>(0);
        builder.AddComponentParameter(1, nameof(PageTitle.ChildContent), (RenderFragment)(title => title.AddContent(0, Words)));
        builder.CloseComponent();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_said == Words)
            return;
        _said = Words;
        await Script.InvokeVoidAsync("sayTitle", Words);
    }
}
