using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace ScalingDashboard.Host;

/// <summary>Builds the product, for serving, for a command and for tests: settings, logs, everything of <see cref="Composition"/>.</summary>
internal static class Product
{
    /// <param name="settings">Settings that win over files and environment; they may look at those.</param>
    /// <param name="adjust">What a command or a test does differently.</param>
    public static WebApplication Build(
        Func<IConfiguration, IEnumerable<KeyValuePair<string, string?>>> settings, Action<WebApplicationBuilder> adjust)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Product).Assembly.GetName().Name,
            // Settings, seed files and static files lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(settings(builder.Configuration));
        // Package assets in a build that was not published; without its manifest this does nothing.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.Logging.AddConsoleFormatter<LineFormatter, LineFormatterOptions>();
        builder.Services.AddAll();
        adjust(builder);
        var app = builder.Build();
        app.UseAll();
        app.MapAll();
        return app;
    }
}
