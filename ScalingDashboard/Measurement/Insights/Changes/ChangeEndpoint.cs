using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary><c>GET /api/v1/metrics/{key}/change</c>.</summary>
internal static class ChangeEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/metrics/{key}/change", GetAsync).RequireAuthorization(Policies.Read)
            .WithTags("Figures").WithSummary("Why a figure changed: parts by unit that add up to the change")
            .WithDescription("period as on the dashboard; against another period like 2026-01-01..2026-03-31, by default the one before. "
                + "Narrow with unit, region, country, function, wave, system; asOf answers as known then.")
            .Produces<ChangeAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<ChangeAnswer> GetAsync(
        string key, HttpContext context, KnownMoments moments, ReportingCalendar calendar, ChangeReader reader, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var known = await moments.AtAsync(Moments.Read("asOf", query["asOf"].FirstOrDefault()), cancellationToken);
        var metric = known.Catalog.FindMetric(key) ?? throw new NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");
        var today = calendar.DayOf(known.At);
        var after = Period.Parse(query["period"].FirstOrDefault(), today, calendar.Fiscal);
        var before = query["against"].FirstOrDefault() is { Length: > 0 } against ? Period.Parse(against, today, calendar.Fiscal) : after.Previous;
        var slice = known.Catalog.Resolve(SliceQuery.Read(name => query[name]), context.User.UnitScope());
        var bridge = await reader.ReadAsync(metric, slice, before, after, known, cancellationToken);
        return new ChangeAnswer(metric.Key, metric.On(after.To).Unit, known.At, new(before.From, before.To), new(after.From, after.To),
            bridge?.Reported, bridge?.Before, bridge?.After, bridge?.Change, bridge?.Parts ?? [], (bridge is null ? ChangeWords.Unknown : ChangeWords.Of(metric.On(after.To), bridge, known.Catalog)).ToString());
    }
}

/// <summary>First and last day, both included.</summary>
internal sealed record ChangeSpan(DateOnly From, DateOnly To);

/// <param name="Reported">The earlier figure as it was known when its period closed; null where it was not.</param>
/// <param name="Change">The sum of the parts; null where one of the figures is unknown.</param>
/// <param name="Sentence">The same in words.</param>
internal sealed record ChangeAnswer(
    string Metric, string Unit, DateTimeOffset AsOf, ChangeSpan Before, ChangeSpan After, decimal? Reported, decimal? ValueBefore, decimal? ValueAfter,
    decimal? Change, IReadOnlyList<ChangePart> Parts, string Sentence);
