using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Host.Shell;

/// <summary>Refuses a page that would become live when there is no place for it, before anything is kept for it. The page stays as it
/// was printed, and says why it does not move.</summary>
internal sealed class PageGate(RequestDelegate next, OpenPages pages, IProblemDetailsService problems)
{
    private const string Door = "/_blazor/negotiate";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path != Door || context.User.Identity?.IsAuthenticated != true || pages.Refusal(context.User.Subject()) is not { } refusal)
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = { Status = StatusCodes.Status429TooManyRequests, Detail = refusal } });
    }
}
