using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>What the scripts of screens ask. Open to strangers, because a screen is one until it is paired: no answer holds a figure.</summary>
internal static class WallboardEndpoints
{
    // That of the database, as Platform/Data names it. A full disk keeps nobody from reading.
    private const string DatabaseCheck = "database";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/wallboard/version", VersionAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/wallboard/pairing", OpenAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/wallboard/pairing/claim", ClaimAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Which build answers, and what its clock says: 200 when a page would get its figures, else 503.</summary>
    private static async Task<IResult> VersionAsync(
        HttpContext context, [FromServices] ProductBuild build, [FromServices] HealthCheckService health, [FromServices] TimeProvider clock, CancellationToken cancellationToken)
    {
        NotKept(context);
        var report = await health.CheckHealthAsync(check => check.Name == DatabaseCheck, cancellationToken);
        var isReady = report.Status == HealthStatus.Healthy;
        return Results.Json(
            new VersionAnswer(build.Id, clock.GetUtcNow().ToUnixTimeMilliseconds(), isReady), contentType: MediaTypeNames.Application.Json,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<CodeAnswer>, StatusCodeHttpResult>> OpenAsync(
        HttpContext context, [FromServices] ScreenPairings pairings, [FromServices] ScreenRegister screens, [FromServices] PairingThrottle throttle,
        [FromServices] ReportingCalendar calendar, CancellationToken cancellationToken)
    {
        NotKept(context);
        if (!throttle.MayOpen(context.Connection.RemoteIpAddress) || await pairings.OpenAsync(cancellationToken) is not { } opened)
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        ScreenCookies.WritePairing(context, opened.Token, opened.Lifetime);
        var ended = ScreenCookies.Read(context, ScreenCookies.Screen) is { } token ? await screens.RevokedAtAsync(token, cancellationToken) : null;
        return TypedResults.Ok(new CodeAnswer(
            PairingCode.Shown(opened.Code), (int)opened.Lifetime.TotalSeconds,
            ended is { } at ? WallboardTexts.SwitchedOff.With(Formatting.Clock(at, calendar.Zone, CultureInfo.CurrentCulture), calendar.Zone.Id) : null));
    }

    private static async Task<Ok<ClaimAnswer>> ClaimAsync(
        HttpContext context, [FromServices] ScreenPairings pairings, [FromServices] LivePublisher live, CancellationToken cancellationToken)
    {
        NotKept(context);
        if (ScreenCookies.Read(context, ScreenCookies.Pairing) is not { } waiting)
            return TypedResults.Ok(new ClaimAnswer("over"));
        var answer = await pairings.ClaimAsync(waiting, cancellationToken);
        if (answer.Token is { } token)
        {
            ScreenCookies.WriteScreen(context, token);
            ScreenCookies.ForgetPairing(context);
            await live.PublishAsync([WallTopics.Screens], cancellationToken);
        }
        return TypedResults.Ok(new ClaimAnswer(answer.Token is not null ? "paired" : answer.IsOver ? "over" : "waiting"));
    }

    private static void NotKept(HttpContext context) => context.Response.Headers[HeaderNames.CacheControl] = "no-store";
}

/// <param name="Now">Milliseconds since 1970 by the server's clock.</param>
internal sealed record VersionAnswer(string Build, long Now, bool Ready);

/// <param name="Seconds">For how long the code is good.</param>
/// <param name="Ended">Why the screen shows no figures any more; null for a new one.</param>
internal sealed record CodeAnswer(string Code, int Seconds, string? Ended);

/// <param name="State"><c>waiting</c>, <c>paired</c>, or <c>over</c>: ask for another code.</param>
internal sealed record ClaimAnswer(string State);
