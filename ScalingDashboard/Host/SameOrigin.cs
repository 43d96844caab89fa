namespace ScalingDashboard.Host;

/// <summary>
/// Refuses what another site makes a browser send: changes, and sockets, which no CORS rule covers. Programs send no
/// <c>Origin</c> and carry no cookie; they are judged by their key.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next, IProblemDetailsService problems)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!CanChange(context.Request) || IsOwn(context.Request))
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await problems.TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = { Status = StatusCodes.Status403Forbidden, Detail = "The request comes from another site. Send it from a page of this address, or from a program with an API key and without an Origin header." },
        });
    }

    private static bool CanChange(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Headers.Upgrade.Count > 0;

    // Compared without the scheme: behind a proxy that ends TLS the browser says https and we see http.
    private static bool IsOwn(HttpRequest request) => request.Headers.Origin.ToString() switch
    {
        "" => request.Headers["Sec-Fetch-Site"].ToString() is not ("cross-site" or "same-site"),
        var origin => Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && (request.Host.Port is { } port ? from.Port == port : from.IsDefaultPort),
    };
}
