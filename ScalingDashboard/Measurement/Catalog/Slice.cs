using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What a reader asked to see: each list is "any of these", empty is "all"; the lists narrow each other.</summary>
public sealed record SliceFilter
{
    public static readonly SliceFilter Everything = new();

    public IReadOnlyList<string> Units { get; init; } = [];
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> Functions { get; init; } = [];
    public IReadOnlyList<int> Waves { get; init; } = [];
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Stable text: equal filters have equal text. Part of cache keys.</summary>
    public override string ToString() => string.Join(';', new[] { Units, Regions, Countries, Functions, Systems }
        .Append(Waves.Select(w => w.ToString(CultureInfo.InvariantCulture)).ToList())
        .Select(list => string.Join(',', list.Order(StringComparer.Ordinal))));
}

/// <summary>A filter and a caller's scope, resolved to the units and systems that are in it.</summary>
/// <param name="UnitIds">Units in the slice; never null, so a scope can not be forgotten.</param>
/// <param name="AllUnits">True when neither filter nor scope leaves a unit out.</param>
/// <param name="SystemIds">Systems in the slice; null when no function, wave or system was asked for.</param>
public sealed record Slice(IReadOnlyList<int> UnitIds, bool AllUnits, IReadOnlyList<int>? SystemIds, SliceFilter Filter, UnitScope Scope)
{
    /// <summary>True when no unit and no system is left out.</summary>
    public bool IsWhole => AllUnits && SystemIds is null;

    /// <summary>Stable text of what is visible: equal keys show equal figures.</summary>
    public string Key => $"{Filter}|{Scope}";
}
