using System.Text.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Definitions of metrics over HTTP: reading them, and changing them without changing what was said before.</summary>
internal static class MetricEndpoints
{
    private static readonly IReadOnlyDictionary<string, Direction> Directions = Words<Direction>();
    private static readonly IReadOnlyDictionary<string, Cadence> CadenceWords = Words<Cadence>();
    private static readonly IReadOnlyDictionary<string, RollupRule> Rollups = Enum.GetValues<RollupRule>().ToDictionary(r => r.Code(), StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, string> Panels = Quadrants.Panels.ToDictionary(p => p.Key, p => p.Key, StringComparer.Ordinal);

    private static readonly IReadOnlyDictionary<string, Expectation> Expectations =
        new Dictionary<string, Expectation> { ["all"] = Expectation.AllUnits, ["reporters"] = Expectation.Reporters };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var read = endpoints.MapGroup("/api/v1/metrics").RequireAuthorization(Policies.Read).WithTags("Catalogue");
        read.MapGet("", (MetricCatalog catalog, ReportingCalendar calendar) => catalog.Current.Metrics.Select(m => MetricAnswer.Of(m.On(calendar.Today))))
            .WithSummary("Every metric with its definition");
        read.MapGet("/{key}", (string key, MetricCatalog catalog, ReportingCalendar calendar) => MetricDetails.Of(Find(key, catalog), calendar.Today))
            .WithSummary("One metric with all versions of its definition");
        endpoints.MapGroup("/api/v1/metrics").RequireAuthorization(Policies.Manage).WithTags("Catalogue")
            .MapPut("/{key}", PutAsync).WithSummary("Create a metric or change its definition").ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<MetricDetails> PutAsync(
        string key, MetricRequest body, HttpContext context, CatalogStore store, MetricCatalog catalog, ReportingCalendar calendar, CancellationToken cancellationToken)
    {
        // A definition is one for all units.
        if (!context.User.UnitScope().IsAll)
            throw new Refused("Definitions hold for all units, and you may see only some. Ask somebody who sees all units.");
        var metric = Read(key, body);
        Demand(metric, catalog.Current);
        await store.SaveMetricAsync(metric, body.EffectiveFrom, cancellationToken);
        return MetricDetails.Of(Find(key, catalog), calendar.Today);
    }

    private static Metric Find(string key, MetricCatalog catalog) =>
        catalog.Current.FindMetric(key) ?? throw new NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");

    private static Metric Read(string key, MetricRequest body)
    {
        var (rollup, unit) = (Word(body.Rollup, "rollup", Rollups), CatalogEndpoints.Text(body.Unit, "unit"));
        return new Metric
        {
            Key = key,
            Name = CatalogEndpoints.Text(body.Name, "name"),
            Panel = Word(body.Panel, "panel", Panels),
            Rank = body.Rank is null or (>= 1 and <= 4) ? body.Rank : throw new Invalid("rank: must be 1 to 4, or left out where the panel does not show it."),
            Formula = CatalogEndpoints.Text(body.Formula, "formula"),
            Unit = unit,
            Scale = body.Scale ?? (body.Derived is { } text && DerivedFormula.Parse(text) is not { Kind: DerivedKind.Ratio } ? 1 : MetricRules.ScaleOf(rollup, unit)),
            Direction = Word(body.Direction, "direction", Directions),
            Rollup = rollup,
            Percentile = body.Percentile,
            Derived = string.IsNullOrWhiteSpace(body.Derived) ? null : body.Derived.Trim(),
            Target = body.Target,
            TargetPerYear = body.TargetPerYear ?? false,
            Amber = body.Amber,
            BandLow = body.BandLow,
            BandHigh = body.BandHigh,
            Cadence = Word(body.Cadence, "cadence", CadenceWords),
            Expected = Word(body.Expected ?? "all", "expected", Expectations),
            CoverageLimit = body.CoverageLimit,
            PlausibleLow = body.PlausibleLow,
            PlausibleHigh = body.PlausibleHigh,
            LargestJump = body.LargestJump,
            Owner = CatalogEndpoints.Text(body.Owner, "owner"),
            Guard = CatalogEndpoints.Text(body.Guard, "guard"),
        };
    }

    private static void Demand(Metric metric, CatalogSnapshot current)
    {
        var all = current.Metrics.ToDictionary(m => m.Key, StringComparer.Ordinal);
        foreach (var (column, problem) in MetricRules.Problems(metric).Concat(MetricRules.DerivedProblems(metric, all)))
            throw new Invalid($"{JsonNamingPolicy.CamelCase.ConvertName(Joined(column))}: {problem}.", StatusCodes.Status422UnprocessableEntity);
        if (metric.Rank is { } rank && current.Metrics.FirstOrDefault(m => m.Panel == metric.Panel && m.Rank == rank && m.Key != metric.Key) is { } holder)
            throw new Invalid(string.Create(CultureInfo.InvariantCulture, $"rank: place {rank} of the panel {metric.Panel} is that of '{holder.Key}'. Free it first, or leave rank out."), StatusCodes.Status409Conflict);
        if (metric.Derived is null)
            return;
        if (current.Metrics.FirstOrDefault(m => DerivedFormula.Of(m)?.Inputs.Contains(metric.Key) == true) is { } user)
            throw new Invalid($"derived: '{user.Key}' is derived from this metric, which therefore needs readings of its own.", StatusCodes.Status409Conflict);
        if (current.Outcomes.FirstOrDefault(o => o.Metrics.Contains(metric.Key)) is { } outcome)
            throw new Invalid($"derived: the key outcome '{outcome.Key}' adds up this metric, which therefore needs readings of its own.", StatusCodes.Status409Conflict);
    }

    /// <summary>"band_low" becomes "BandLow", which the naming policy of JSON makes "bandLow".</summary>
    private static string Joined(string column) => column == "target_per" ? "TargetPerYear" : string.Concat(column.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static T Word<T>(string? word, string field, IReadOnlyDictionary<string, T> words) => word is { } given && words.TryGetValue(given, out var value)
        ? value
        : throw new Invalid($"{field}: '{word}' is not known. Use one of {string.Join(", ", words.Keys)}.");

    private static Dictionary<string, T> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);
}
