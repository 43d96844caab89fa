using Microsoft.AspNetCore.Http.HttpResults;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Features.Imports;

/// <summary>What a page can not do by itself: take a file in, and give files out.</summary>
internal static class ImportEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Where the page's form goes.</summary>
    public const string UploadPath = "/imports/upload";

    /// <summary>Where the form that chooses a template goes.</summary>
    public const string TemplatePath = "/imports/template";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(UploadPath, UploadAsync).RequireAuthorization(Policies.Ingest).DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapGet("/api/v1/imports/{id:guid}/rejected", RejectedAsync).RequireAuthorization(Policies.Ingest).ExcludeFromDescription();
        endpoints.MapGet(TemplatePath, (string? metric) => TypedResults.LocalRedirect(TemplateHref(metric ?? ""))).RequireAuthorization(Policies.Ingest).ExcludeFromDescription();
        endpoints.MapGet("/api/v1/metrics/{key}/template", Template).RequireAuthorization(Policies.Ingest)
            .WithTags("Readings").WithSummary("A workbook to fill in readings of one metric, for the page Imports").Produces(200, contentType: Xlsx).ProducesProblem(404);
    }

    public static string RejectedHref(Guid id) => $"/api/v1/imports/{id}/rejected";

    public static string TemplateHref(string metric) => $"/api/v1/metrics/{Uri.EscapeDataString(metric)}/template";

    // A form's answer is a page: the import, or the form again with what is wrong.
    private static async Task<RedirectHttpResult> UploadAsync(HttpContext context, UploadGate gate, ReceiveFile receive, CancellationToken cancellationToken)
    {
        using var place = gate.Enter();
        if (!place.IsAcquired)
            return Back(UploadRefusal.Busy);
        var file = await UploadBody.ReadAsync(context.Request, UploadLimits.Default.FileBytes, cancellationToken);
        if (file is not { Name: var name, Content: var content })
            return Back(UploadRefusal.NoFile);
        if (content is null)
            return Back(UploadRefusal.TooLarge);
        try
        {
            return TypedResults.LocalRedirect($"/imports/{await receive.RunAsync(Importer.Of(context.User), name, content, cancellationToken)}");
        }
        catch (Invalid)
        {
            return Back(UploadRefusal.TooMany);
        }
    }

    private static RedirectHttpResult Back(string refusal) => TypedResults.LocalRedirect($"/imports?refused={refusal}");

    private static async Task<FileContentHttpResult> RejectedAsync(Guid id, HttpContext context, ImportShelf shelf, CancellationToken cancellationToken)
    {
        var (name, content) = await shelf.RejectedAsync(id, Importer.Of(context.User), cancellationToken);
        return TypedResults.File(content, name.EndsWith(".xlsx", StringComparison.Ordinal) ? Xlsx : "text/csv; charset=utf-8", name);
    }

    private static FileContentHttpResult Template(string key, HttpContext context, MetricCatalog catalog, ReportingCalendar calendar)
    {
        var metric = catalog.Current.FindMetric(key)?.On(calendar.Today) ?? throw new Platform.Data.NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");
        return TypedResults.File(MetricTemplate.Write(metric, catalog.Current, context.User.UnitScope(), calendar), Xlsx, $"{metric.Key}.xlsx");
    }
}

/// <summary>Why a file was not even looked at, as the address of the page says it.</summary>
internal static class UploadRefusal
{
    public const string NoFile = "none";
    public const string TooLarge = "large";
    public const string TooMany = "many";
    public const string Busy = "busy";

    public static string? Words(string? refusal, ImportsOptions options) => refusal switch
    {
        NoFile => ImportsTexts.NoFile,
        TooLarge => ImportsTexts.TooLarge,
        Busy => ImportsTexts.Busy,
        TooMany => ImportsTexts.TooMany.With(options.UnfinishedAtOnce),
        _ => null,
    };
}
