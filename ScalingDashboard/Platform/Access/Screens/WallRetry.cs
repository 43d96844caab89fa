namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>
/// A screen that asks for its page while the database is away gets an error page, and nobody stands before it to try again: the
/// browser is told to.
/// </summary>
internal sealed class WallRetry(RequestDelegate next)
{
    private const string Header = "Refresh";
    private const string Seconds = "10";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(AccessAnswers.WallboardPage, StringComparison.OrdinalIgnoreCase) && HttpMethods.IsGet(context.Request.Method))
            // As late as can be: whoever shows an error page first takes all headers away.
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
                    context.Response.Headers[Header] = Seconds;
                return Task.CompletedTask;
            });
        return next(context);
    }
}
