using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host.Shell;

/// <summary>The document around every page. Pages are interactive unless they say that they are not (sign-in, errors).</summary>
public sealed partial class App : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    private IComponentRenderMode? PageMode => Context.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    private string Script => Context.GetEndpoint()?.Metadata.GetMetadata<PageScriptAttribute>()?.File ?? "shell.js";

    // What the bar opens is printed beside the page: it is the same on all of a reader's.
    private bool HasBar => (Context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type.GetCustomAttribute<LayoutAttribute>()?.LayoutType ?? typeof(MainLayout)) == typeof(MainLayout);

    private string? Theme => Context.Request.Cookies["theme"] is "light" or "dark" ? Context.Request.Cookies["theme"] : null;
}
