using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;
using ScalingDashboard.Host.Shell;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Host;

/// <summary>What every request passes through, in this order, whatever feature it is for.</summary>
internal static class Edge
{
    private const string OpenApiCache = "openapi";

    public static void AddEdge(this IServiceCollection services)
    {
        services.AddLimits();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemMapping>();
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddAntiforgery();
        services.AddOpenApi("v1");
        // Static files were compressed when they were built. Over TLS of our own nothing is: the size of a compressed page that
        // holds both a reader's figures and words of the address could tell an eavesdropper about the figures.
        services.AddResponseCompression(compression => compression.MimeTypes = [MediaTypeNames.Text.Html, MediaTypeNames.Application.Json]);
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddOutputCache(cache => cache.AddPolicy(OpenApiCache, policy => policy.Expire(TimeSpan.FromMinutes(10))));
    }

    public static void UseAll(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseWebSockets();
        app.UseWallRetry();
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseReaderPages();
        app.UseLanguage();
        // After the two above, so that a page they show in place of an answer is found like any other.
        app.UseRouting();
        app.UseMiddleware<SameOrigin>();
        app.UseAuthentication();
        app.UseScreens();
        app.UseAuthorization();
        app.UsePages();
        app.UseAntiforgery();
        app.UseOutputCache();
    }

    public static void MapEdge(this IEndpointRouteBuilder endpoints)
    {
        // The description holds no figures and is meant for everybody who writes a client.
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous().CacheOutput(OpenApiCache);
        endpoints.MapStaticAssets().AllowAnonymous();
    }
}
