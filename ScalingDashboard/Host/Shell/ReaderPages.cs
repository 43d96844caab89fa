using Microsoft.Net.Http.Headers;

namespace ScalingDashboard.Host.Shell;

/// <summary>Gives people a page where programs get a problem document.</summary>
internal static class ReaderPages
{
    /// <summary>To be called before anything that may refuse or fail.</summary>
    public static void UseReaderPages(this IApplicationBuilder app) => app.UseWhen(IsForReader, pages =>
    {
        pages.UseExceptionHandler("/error");
        pages.UseStatusCodePagesWithReExecute("/problem/{0}");
    });

    // Browsers name HTML when they load a page; clients of the API do not.
    private static bool IsForReader(HttpContext context) =>
        context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);
}
