using Microsoft.AspNetCore.Components.Server;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host.Shell;

/// <summary>The shell's door: pages and their circuits.</summary>
public static class ShellSetup
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddUi();
        services.AddSingleton<IStatusNote, DiskNote>();
        services.AddRazorComponents().AddInteractiveServerComponents();
        // A laptop lid closed over lunch finds its page as it was.
        services.Configure<CircuitOptions>(o => o.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10));
        return services;
    }

    public static IEndpointRouteBuilder MapShell(this IEndpointRouteBuilder endpoints)
    {
        LanguageEndpoint.Map(endpoints);
        // The security headers say who may frame a page, for every answer; a second opinion would only blur it.
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
        return endpoints;
    }
}
