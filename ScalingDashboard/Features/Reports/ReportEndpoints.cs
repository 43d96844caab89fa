using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Reports;

/// <summary>Reports over HTTP: order, ask for progress, fetch.</summary>
internal static class ReportEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var reports = endpoints.MapGroup("/api/v1/reports").RequireAuthorization(Policies.Read).WithTags("Reports");
        reports.MapPost("", OrderAsync).WithSummary("Order an Excel report; its query is the dashboard's, as query string or as JSON");
        reports.MapGet("/{id:guid}", GetAsync).WithSummary("A report's state and progress");
        reports.MapGet("/{id:guid}/file", GetFileAsync).WithSummary("The workbook of a report that is done");
    }

    /// <summary>The address of a report's file.</summary>
    public static string FileHref(Guid id) => $"/api/v1/reports/{id}/file";

    private static async Task<Accepted<ReportAnswer>> OrderAsync(
        HttpContext context, OrderReport order, ReportShelf shelf, CancellationToken cancellationToken)
    {
        var asker = ReportAsker.Of(context.User);
        var query = await ReadQueryAsync(context.Request, cancellationToken);
        var id = await order.RunAsync(query, asker, cancellationToken);
        return TypedResults.Accepted($"/api/v1/reports/{id}", ReportAnswer.Of(await shelf.GetAsync(id, asker, cancellationToken)));
    }

    private static async Task<ReportAnswer> GetAsync(Guid id, HttpContext context, ReportShelf shelf, CancellationToken cancellationToken) =>
        ReportAnswer.Of(await shelf.GetAsync(id, ReportAsker.Of(context.User), cancellationToken));

    private static async Task<FileContentHttpResult> GetFileAsync(Guid id, HttpContext context, ReportShelf shelf, CancellationToken cancellationToken)
    {
        var (name, content) = await shelf.FileAsync(id, ReportAsker.Of(context.User), cancellationToken);
        return TypedResults.File(content, Xlsx, name);
    }

    private static async Task<string> ReadQueryAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // A body of unknown length is a body too: .NET's own client sends JSON in chunks.
        if (request.ContentLength == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return request.QueryString.Value ?? "";
        if (!request.HasJsonContentType())
            throw new Invalid($"Content-Type '{request.ContentType}' is not known. Use application/json, or send no body.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, default, cancellationToken);
            return ReportQuery.Of(body.RootElement) + (request.QueryString.Value is ['?', .. var more] ? $"&{more}" : "");
        }
        catch (JsonException e)
        {
            throw new Invalid($"The body is not JSON: {e.Message} Send something like {{\"period\":\"12m\",\"region\":[\"EMEA\"]}}, or nothing.");
        }
    }
}

/// <summary>A report as the API answers it.</summary>
internal sealed record ReportAnswer(
    Guid Id, string State, double Progress, string Query, string Title, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int? Size, string? Error, string? File)
{
    public static ReportAnswer Of(ReportCard card) => new(
        card.Id, card.State.Code(), card.Progress, card.Query, card.Title, card.CreatedAt, card.FinishedAt, card.Size, card.Error?.ToString(),
        card.State == ReportState.Done ? ReportEndpoints.FileHref(card.Id) : null);
}
