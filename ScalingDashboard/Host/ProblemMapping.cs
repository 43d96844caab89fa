using Microsoft.AspNetCore.Diagnostics;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Host;

/// <summary>
/// The one place where a refusal becomes an HTTP answer (RFC 9457). Whatever it does not know is a bug: 500, logged,
/// and nothing about it in the answer.
/// </summary>
internal sealed class ProblemMapping(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, message) = exception switch
        {
            NotFound => (StatusCodes.Status404NotFound, exception.Message),
            Platform.Data.Refused => (StatusCodes.Status403Forbidden, exception.Message),
            Invalid invalid => (invalid.Status, exception.Message),
            // Unreadable or too large; the framework's message names no internals.
            BadHttpRequestException request => (request.StatusCode, exception.Message),
            _ => (0, ""),
        };
        if (status == 0)
            return false;
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = message },
            Exception = exception,
        });
    }
}
