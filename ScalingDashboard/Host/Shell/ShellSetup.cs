using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host.Shell;

/// <summary>The shell's door: pages and their circuits.</summary>
public static class ShellSetup
{
    private const string Compression = "permessage-deflate", SenderForgets = "client_no_context_takeover";

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddUi();
        services.AddSingleton<IStatusNote, DiskNote>();
        services.AddValidatedOptions<PageOptions>(PageOptions.Section);
        services.AddSingleton<OpenPages>();
        services.AddScoped<CircuitHandler, PagePlace>();
        services.AddScoped<CircuitHandler, PageActions>();
        // Afterwards: SignalR turns signs of life off, because it has its own; those it asks only of who has given one before.
        services.AddOptions<WebSocketOptions>().PostConfigure<IOptions<PageOptions>>(
            (sockets, pages) => (sockets.KeepAliveInterval, sockets.KeepAliveTimeout) = (pages.Value.Silence, pages.Value.Silence));
        services.AddRazorComponents().AddInteractiveServerComponents();
        CircuitContracts.Use(services);
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
    /// a megabyte for what is sent and a window of 32 KB for what comes, and lets nobody guess at one message from the length of the next.</summary>
    private static Task CompressEachAlone(HttpContext context, WebSocketAcceptContext accept)
    {
        (accept.DangerousEnableCompression, accept.DisableServerContextTakeover) = (true, true);
        // A server may demand it of a browser that did not offer it (RFC 7692, 7.1.1.2); the framework only agrees to offers.
        var offered = context.Request.Headers.SecWebSocketExtensions.ToString();
        if (!offered.Contains(SenderForgets, StringComparison.Ordinal))
            context.Request.Headers.SecWebSocketExtensions = offered.Replace(Compression, $"{Compression}; {SenderForgets}", StringComparison.Ordinal);
        return Task.CompletedTask;
    }
}
