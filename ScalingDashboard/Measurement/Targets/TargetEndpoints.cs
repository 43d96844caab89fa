using Microsoft.AspNetCore.Http.HttpResults;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using NotFound = ScalingDashboard.Platform.Data.NotFound;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>Targets for spans of days over HTTP: read, set and withdraw.</summary>
internal static class TargetEndpoints
{
    private const string Address = "/api/v1/metrics/{key}/targets";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Address, List).RequireAuthorization(Policies.Read).WithTags("Targets")
            .WithSummary("The targets that were set for a metric, for the whole company and for the units you may see")
            .Produces<TargetsAnswer>().ProducesProblem(404);
        endpoints.MapPut(Address, PutAsync).RequireAuthorization(Policies.Manage).WithTags("Targets")
            .WithSummary("Set the targets of one unit or, without unit, of the whole company: all their spans at once")
            .WithDescription("The goal of an amount (SUM) is that of the whole span and due day by day; that of a level or a ratio holds on each day. "
                + "A band has low and high in place of goal and limit. Spans must not overlap; they may have gaps.")
            .Produces<TargetsAnswer>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        endpoints.MapDelete(Address, WithdrawAsync).RequireAuthorization(Policies.Manage).WithTags("Targets")
            .WithSummary("Withdraw the targets of one unit or, without unit, of the whole company").ProducesProblem(403).ProducesProblem(404);
    }

    private static TargetsAnswer List(string key, HttpContext context, MetricCatalog catalog)
    {
        var (current, scope) = (catalog.Current, context.User.UnitScope());
        var metric = current.FindMetric(key) ?? throw new NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");
        return new(metric.Key, [.. current.TrajectoriesOf(metric).Where(t => t.Unit is null || scope.Includes(t.Unit)).Select(TrajectoryAnswer.Of)]);
    }

    private static async Task<TargetsAnswer> PutAsync(
        string key, TargetsRequest body, HttpContext context, SetTargets set, MetricCatalog catalog, ReportingCalendar calendar, CancellationToken cancellationToken)
    {
        await set.RunAsync(key, body, context.User, calendar.Today, cancellationToken);
        return List(key, context, catalog);
    }

    private static async Task<NoContent> WithdrawAsync(string key, string? unit, HttpContext context, SetTargets set, CancellationToken cancellationToken)
    {
        await set.WithdrawAsync(key, unit, context.User, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>The answer to <c>GET</c> and <c>PUT /api/v1/metrics/{key}/targets</c>; that of the whole company comes first.</summary>
internal sealed record TargetsAnswer(string Metric, IReadOnlyList<TrajectoryAnswer> Targets);

/// <param name="Unit">Code of the unit; null is the whole company.</param>
/// <param name="Measure">What the goals are counted in.</param>
internal sealed record TrajectoryAnswer(string? Unit, string Measure, string ChangedBy, IReadOnlyList<TargetSpan> Spans)
{
    public static TrajectoryAnswer Of(Trajectory t) => new(t.Unit, t.Measure, t.ChangedBy, [.. t.Spans]);
}
