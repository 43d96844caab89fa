using Microsoft.AspNetCore.Diagnostics;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Host;

/// <summary>
/// The one place where a refusal becomes an HTTP answer (RFC 9457). A database in trouble is 503; what is too much at the
/// moment (429) and this say after how many seconds to ask again. Whatever it does not know is a bug: 500, logged, and
/// nothing about it in the answer.
/// </summary>
internal sealed class ProblemMapping(IProblemDetailsService problems) : IExceptionHandler
{
    // As long as a server takes to recover or a standby to be promoted, at best.
    private const string RetryAfterSeconds = "5";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, message) = exception switch
        {
            NotFound => (StatusCodes.Status404NotFound, exception.Message),
            Platform.Data.Refused => (StatusCodes.Status403Forbidden, exception.Message),
            Invalid invalid => (invalid.Status, exception.Message),
            // Unreadable or too large; the framework's message names no internals.
            BadHttpRequestException request => (request.StatusCode, exception.Message),
            _ when DatabaseTrouble.Explain(exception) is { } reason => (StatusCodes.Status503ServiceUnavailable, reason),
            _ => (0, ""),
        };
        if (status == 0)
            return false;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = message },
            Exception = exception,
        });
    }
}
