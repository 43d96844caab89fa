using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host.Shell;

/// <summary>The shell's door: pages and their circuits.</summary>
public static class ShellSetup
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddUi();
        services.AddSingleton<IStatusNote, DiskNote>();
        services.AddOptions<PageOptions>().BindConfiguration(PageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OpenPages>();
        services.AddScoped<CircuitHandler, PagePlace>();
        services.AddRazorComponents().AddInteractiveServerComponents();
        // A laptop lid closed over lunch finds its page as it was.
        services.Configure<CircuitOptions>(o => o.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10));
        return services;
    }

    /// <summary>To be called when it is known who asks.</summary>
    public static void UsePages(this IApplicationBuilder app) => app.UseMiddleware<PageGate>();

    public static IEndpointRouteBuilder MapShell(this IEndpointRouteBuilder endpoints)
    {
        LanguageEndpoint.Map(endpoints);
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode(o =>
        {
            // The security headers say who may frame a page, for every answer; a second opinion would only blur it.
            o.ContentSecurityFrameAncestorsPolicy = null;
            o.ConfigureWebSocketAcceptContext = CompressEachAlone;
        });
        return endpoints;
    }

    /// <summary>Changes are sent compressed. What compression remembers between two messages would cost each open page a quarter of
    /// a megabyte, and lets nobody guess at one message from the length of the next.</summary>
    private static Task CompressEachAlone(HttpContext context, WebSocketAcceptContext accept)
    {
        (accept.DangerousEnableCompression, accept.DisableServerContextTakeover) = (true, true);
        return Task.CompletedTask;
    }
}
