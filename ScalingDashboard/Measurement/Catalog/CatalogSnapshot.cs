using System.Collections.Frozen;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Everything readings refer to, at one moment. Immutable and shared by all readers.</summary>
public sealed class CatalogSnapshot
{
    public static readonly CatalogSnapshot Empty = new([], [], [], [], [], [], []);

    private readonly FrozenDictionary<string, Metric> _metrics;
    private readonly FrozenDictionary<string, BusinessUnit> _units;
    private readonly FrozenDictionary<string, AiSystem> _systems;
    private readonly FrozenDictionary<int, Metric> _metricsById;
    private readonly ILookup<string, Trajectory> _trajectories = Array.Empty<Trajectory>().ToLookup(t => t.Metric);

    public CatalogSnapshot(
        IReadOnlyList<Metric> metrics, IReadOnlyList<BusinessUnit> units, IReadOnlyList<AiSystem> systems,
        IReadOnlyList<BusinessFunction> functions, IReadOnlyList<ScalingWave> waves,
        IReadOnlyList<Outcome> outcomes, IReadOnlyList<ScalingKpi> kpis)
    {
        (Metrics, Units, Systems, Functions, Waves, Outcomes, Kpis) = (metrics, units, systems, functions, waves, outcomes, kpis);
        _metrics = metrics.ToFrozenDictionary(m => m.Key, StringComparer.Ordinal);
        _metricsById = metrics.ToFrozenDictionary(m => m.Id);
        _units = units.ToFrozenDictionary(u => u.Code, StringComparer.Ordinal);
        _systems = systems.ToFrozenDictionary(s => s.Code, StringComparer.Ordinal);
    }

    /// <summary>The number of the newest change in it; equal versions have equal content.</summary>
    public long Version { get; private init; }

    public IReadOnlyList<Metric> Metrics { get; }
    public IReadOnlyList<BusinessUnit> Units { get; }
    public IReadOnlyList<AiSystem> Systems { get; }
    public IReadOnlyList<BusinessFunction> Functions { get; }
    public IReadOnlyList<ScalingWave> Waves { get; }
    public IReadOnlyList<Outcome> Outcomes { get; }
    public IReadOnlyList<ScalingKpi> Kpis { get; }

    /// <summary>Targets that were set for spans of days, without those that were withdrawn.</summary>
    public IReadOnlyList<Trajectory> Trajectories
    {
        get;
        init => (field, _trajectories) = (value, value.ToLookup(t => t.Metric, StringComparer.Ordinal));
    } = [];

    /// <summary>A version of the whole, in its order, whatever the order it was read in.</summary>
    internal static CatalogSnapshot Of(
        long version, IEnumerable<Metric> metrics, IEnumerable<BusinessUnit> units, IEnumerable<AiSystem> systems,
        IEnumerable<BusinessFunction> functions, IEnumerable<ScalingWave> waves, IEnumerable<Outcome> outcomes, IEnumerable<ScalingKpi> kpis,
        IEnumerable<Trajectory> trajectories) =>
        new([.. metrics.OrderBy(m => m.Key, StringComparer.Ordinal)], [.. units.OrderBy(u => u.Code, StringComparer.Ordinal)],
            [.. systems.OrderBy(s => s.Code, StringComparer.Ordinal)],
            [.. functions.OrderBy(f => f.Wave).ThenBy(f => f.Code, StringComparer.Ordinal)], [.. waves.OrderBy(w => w.Number)],
            [.. outcomes.OrderBy(o => o.Order).ThenBy(o => o.Key, StringComparer.Ordinal)],
            [.. kpis.OrderBy(k => k.Order).ThenBy(k => k.Key, StringComparer.Ordinal)])
        {
            Version = version,
            Trajectories = [.. trajectories.Where(t => t.Spans.Count > 0).OrderBy(t => t.Key, StringComparer.Ordinal)],
        };

    public Metric? FindMetric(string key) => _metrics.GetValueOrDefault(key);

    public Metric? FindMetric(int id) => _metricsById.GetValueOrDefault(id);

    public BusinessUnit? FindUnit(string code) => _units.GetValueOrDefault(code);

    public AiSystem? FindSystem(string code) => _systems.GetValueOrDefault(code);

    /// <summary>The targets that were set for a metric, that of the whole company first.</summary>
    public IEnumerable<Trajectory> TrajectoriesOf(Metric metric) => _trajectories[metric.Key];

    /// <summary>What a metric is derived from, as defined on a day; empty where readings are sent of it.</summary>
    public IReadOnlyList<Metric> InputsOf(Metric metric, DateOnly day) =>
        [.. (DerivedFormula.Of(metric)?.Inputs ?? []).Select(FindMetric).OfType<Metric>().Select(input => input.On(day))];

    /// <summary>A panel's metrics by rank, the headline first.</summary>
    public IReadOnlyList<Metric> MetricsOn(string panel) =>
        [.. Metrics.Where(m => m.Panel == panel && m.Rank is not null).OrderBy(m => m.Rank)];

    /// <summary>Resolves a filter within a caller's scope.</summary>
    /// <exception cref="Invalid">A name in the filter does not exist; the message names it.</exception>
    public Slice Resolve(SliceFilter filter, UnitScope scope)
    {
        Demand(filter.Units, u => FindUnit(u) is { } unit && scope.Includes(unit.Code), "unit");
        Demand(filter.Regions, r => Units.Any(u => u.Region == r), "region");
        Demand(filter.Countries, c => Units.Any(u => u.Country == c), "country");
        Demand(filter.Functions, f => Functions.Any(x => x.Code == f), "function");
        Demand(filter.Systems, s => FindSystem(s) is not null, "system");
        Demand(filter.Waves, w => Waves.Any(x => x.Number == w), "wave");

        var units = Units.Where(u => scope.Includes(u.Code)
            && Allows(filter.Units, u.Code) && Allows(filter.Regions, u.Region) && Allows(filter.Countries, u.Country)).ToList();
        var allUnits = scope.IsAll && filter.Units.Count + filter.Regions.Count + filter.Countries.Count == 0;
        return new Slice([.. units.Select(u => u.Id)], allUnits, ResolveSystems(filter), filter, scope);
    }

    private List<int>? ResolveSystems(SliceFilter filter)
    {
        if (filter.Functions.Count + filter.Waves.Count + filter.Systems.Count == 0)
            return null;
        var waveOf = Functions.ToDictionary(f => f.Code, f => f.Wave, StringComparer.Ordinal);
        return [.. Systems.Where(s => Allows(filter.Systems, s.Code)
            && (filter.Functions.Count == 0 || (s.Function is { } f && filter.Functions.Contains(f)))
            && (filter.Waves.Count == 0 || (s.Function is { } g && filter.Waves.Contains(waveOf.GetValueOrDefault(g)))))
            .Select(s => s.Id)];
    }

    private static bool Allows(IReadOnlyList<string> wanted, string value) => wanted.Count == 0 || wanted.Contains(value);

    private static void Demand<T>(IReadOnlyList<T> names, Func<T, bool> exists, string kind)
    {
        foreach (var name in names)
            if (!exists(name))
                throw new Invalid(CatalogWords.Say(nameof(CatalogTexts.NoName), kind, name));
    }
}
