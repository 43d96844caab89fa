using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Insights;

/// <summary><c>GET /api/v1/metrics/{key}/restatements</c>.</summary>
internal static class RestatementsEndpoint
{
    private const int Most = 1_000;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/metrics/{key}/restatements", GetAsync).RequireAuthorization(Policies.Read)
            .WithTags("Figures").WithSummary("Changes of a metric's closed days: old, new, when, by whom")
            .WithDescription("Newest first, at most 1,000. Narrow with period (as on the dashboard) or from and to (days), unit, region, country, function, wave, system; asOf answers as known then. "
                + "A derived metric is changed where the metrics of its formula are: their changes are listed, each with its metric.")
            .Produces<RestatementsAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<RestatementsAnswer> GetAsync(
        string key, HttpContext context, KnownMoments moments, ReportingCalendar calendar, RestatementReader reader, ReportingSystems systems, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var known = await moments.AtAsync(Moments.Read("asOf", query["asOf"].FirstOrDefault()), cancellationToken);
        var metric = known.Catalog.FindMetric(key) ?? throw new NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");
        var period = Period.Parse(Code(query["period"].FirstOrDefault(), query["from"].FirstOrDefault(), query["to"].FirstOrDefault()), calendar.DayOf(known.At), calendar.Fiscal);
        var slice = known.Catalog.Resolve(SliceQuery.Read(name => query[name]), context.User.UnitScope());
        var definitions = metric.Between(period.From, period.To);
        SeriesRules.DemandOneUnit(metric, slice, definitions);
        if (definitions.Any(d => d.Rollup == RollupRule.NoAgg))
            SeriesRules.DemandOneSystem(metric, await systems.ReadAsync(metric, slice, known.Rollups.Pass, cancellationToken), known.Catalog);
        var (restatements, more) = await reader.ReadAsync(metric, slice, period, known, Most, cancellationToken);
        return new RestatementsAnswer(metric.Key, known.At, period.From, period.To, more, [.. restatements.Select(RestatementAnswer.Of)]);
    }

    private static string? Code(string? period, string? from, string? to) => (period, from, to) switch
    {
        (_, null or "", null or "") => period,
        (null or "", { Length: > 0 }, { Length: > 0 }) => $"{from}..{to}",
        (null or "", _, _) => throw new Invalid("from and to: give both days, like from=2026-01-01&to=2026-03-31, or a period."),
        _ => throw new Invalid("period: give either a period or from and to."),
    };
}

/// <param name="AsOf">Asked for as of it, the same list comes again, whatever has changed since.</param>
/// <param name="More">True when there are older ones: ask for a shorter period.</param>
internal sealed record RestatementsAnswer(
    string Metric, DateTimeOffset AsOf, DateOnly From, DateOnly To, bool More, IReadOnlyList<RestatementAnswer> Restatements);

/// <param name="Metric">The metric that was changed: the one asked for, or one it is derived from.</param>
internal sealed record RestatementAnswer(
    string Metric, DateOnly Day, DateTimeOffset At, decimal? Old, decimal? New, decimal? Change, string Unit, IReadOnlyList<string> Units,
    string Source, long Batch, DateTimeOffset? RecordedAt)
{
    public static RestatementAnswer Of(Restatement r) =>
        new(r.Metric.Key, r.Day, r.At, r.Old, r.New, r.Change, r.Metric.Unit, r.Units, r.Source, r.Batch, r.RecordedAt);
}
