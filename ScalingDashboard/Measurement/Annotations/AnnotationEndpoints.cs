using Microsoft.AspNetCore.Http.HttpResults;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using NotFound = ScalingDashboard.Platform.Data.NotFound;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>Annotations over HTTP: read, write and withdraw. Keys read; notes are people's.</summary>
internal static class AnnotationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/metrics/{key}/annotations", ListAsync).RequireAuthorization(Policies.Read).WithTags("Annotations")
            .WithSummary("What explains a metric's series: people's notes, go-lives of waves, incidents; in the order of days")
            .WithDescription("from and to are days, the last 30 without them. Narrow with unit, region, country, function, wave, system.")
            .Produces<AnnotationsAnswer>().ProducesProblem(400).ProducesProblem(404);
        endpoints.MapPost("/api/v1/metrics/{key}/annotations", WriteAsync).RequireAuthorization(Policies.Annotate).WithTags("Annotations")
            .WithSummary("Write a note on a day; without a unit it concerns all units").ProducesProblem(404).ProducesProblem(422);
        endpoints.MapDelete("/api/v1/annotations/{id:long}", WithdrawAsync).RequireAuthorization(Policies.Annotate).WithTags("Annotations")
            .WithSummary("Withdraw a note: your own, or anybody's as an administrator").ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<AnnotationsAnswer> ListAsync(
        string key, HttpContext context, MetricCatalog catalog, RollupVersions versions, ReportingCalendar calendar, AnnotationReader reader, CancellationToken cancellationToken)
    {
        var (query, current) = (context.Request.Query, catalog.Current);
        var metric = current.FindMetric(key) ?? throw new NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");
        var period = Days(query["from"].FirstOrDefault(), query["to"].FirstOrDefault(), calendar);
        var slice = current.Resolve(SliceQuery.Read(name => query[name]), context.User.UnitScope());
        var known = await versions.NowAsync(cancellationToken);
        return new AnnotationsAnswer(metric.Key, period.From, period.To, await reader.ReadAsync(metric, slice, period.From, period.To, current, known, cancellationToken));
    }

    private static async Task<Created<Annotation>> WriteAsync(
        string key, NoteBody body, HttpContext context, Annotate annotate, CancellationToken cancellationToken)
    {
        var note = await annotate.RunAsync(new NoteRequest(key, body.Day, body.Text, body.Unit), context.User, cancellationToken);
        return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"/api/v1/annotations/{note.Id}"), note);
    }

    private static async Task<NoContent> WithdrawAsync(long id, HttpContext context, Annotate annotate, CancellationToken cancellationToken)
    {
        await annotate.WithdrawAsync(id, context.User, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Period Days(string? from, string? to, ReportingCalendar calendar) => (from, to) switch
    {
        (null or "", null or "") => Period.Parse("30d", calendar.Today, calendar.Fiscal),
        ({ Length: > 0 }, { Length: > 0 }) => Period.Parse($"{from}..{to}", calendar.Today, calendar.Fiscal),
        _ => throw new Invalid("from and to: give both days, like from=2026-01-01&to=2026-03-31, or neither for the last 30."),
    };
}

/// <summary>A note as it is sent; the metric is that of the address.</summary>
internal sealed record NoteBody(string? Day, string? Text, string? Unit);

/// <summary>The answer to <c>GET /api/v1/metrics/{key}/annotations</c>.</summary>
internal sealed record AnnotationsAnswer(string Metric, DateOnly From, DateOnly To, IReadOnlyList<Annotation> Annotations);
