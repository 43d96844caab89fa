using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>The least that Blazor Server serves: one interactive component with a button that counts. The peer of what a board costs.</summary>
[Route("/")]
public sealed class EmptyPage : ComponentBase
{
    public const string Ready = "The empty page is ready";

    private int _count;

    /// <summary>Serves it until the process is ended, and says so when it is ready.</summary>
    public static async Task ServeAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        await using var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<Document>().AddInteractiveServerRenderMode(o => o.ConfigureWebSocketAcceptContext = (_, accept) =>
        {
            // As the product does: a compressor that remembers would cost each page a quarter of a megabyte.
            (accept.DangerousEnableCompression, accept.DisableServerContextTakeover) = (true, true);
            return Task.CompletedTask;
        });
        app.Urls.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await app.StartAsync();
        Console.WriteLine(Ready);
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, () => _count++));
        builder.AddContent(2, _count);
        builder.CloseElement();
    }

    /// <summary>The document around it.</summary>
    public sealed class Document : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "html");
            builder.OpenElement(1, "body");
            builder.OpenComponent<EmptyPage>(2);
            builder.AddComponentRenderMode(RenderMode.InteractiveServer);
            builder.CloseComponent();
            builder.CloseElement();
            builder.CloseElement();
        }
    }
}
