using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Insights.Breakdowns;

/// <summary>By what a figure is taken apart.</summary>
public enum Dimension
{
    Region,
    Country,
    Unit,
    Function,
    Wave,
    System,
}

/// <summary>The spelling of dimensions in addresses, and what they consist of.</summary>
public static class Dimensions
{
    public static readonly IReadOnlyList<Dimension> All = Enum.GetValues<Dimension>();

    public static string Code(this Dimension dimension) => dimension.ToString().ToLowerInvariant();

    /// <summary>True for dimensions of AI systems: what is reported without naming one lies in no part.</summary>
    public static bool IsOfSystems(this Dimension dimension) => dimension is Dimension.Function or Dimension.Wave or Dimension.System;

    public static Dimension? Find(string? code) => All.Cast<Dimension?>().FirstOrDefault(d => d!.Value.Code() == code);

    /// <summary>The parts within a slice, in the order of their names, each with the filter that leads to it.</summary>
    internal static IReadOnlyList<(string Code, string Name, SliceFilter Filter)> PartsOf(this Dimension dimension, Slice slice, CatalogSnapshot catalog)
    {
        var (filter, ids) = (slice.Filter, slice.UnitIds.ToHashSet());
        var units = catalog.Units.Where(u => ids.Contains(u.Id));
        var systems = catalog.Systems.Where(s => slice.SystemIds?.Contains(s.Id) ?? true).ToList();
        var functions = catalog.Functions.Where(f => systems.Exists(s => s.Function == f.Code)).ToList();
        IEnumerable<(string Code, string Name, SliceFilter Filter)> parts = dimension switch
        {
            Dimension.Region => units.Select(u => u.Region).Distinct().Select(r => (r, r, filter with { Regions = [r] })),
            Dimension.Country => units.Select(u => u.Country).Distinct().Select(c => (c, CountryName(c), filter with { Countries = [c] })),
            Dimension.Unit => units.Select(u => (u.Code, u.Name, filter with { Units = [u.Code] })),
            Dimension.Function => functions.Select(f => (f.Code, f.Name, filter with { Functions = [f.Code] })),
            Dimension.Wave => catalog.Waves.Where(w => functions.Exists(f => f.Wave == w.Number))
                .Select(w => (w.Number.ToString(CultureInfo.InvariantCulture), $"{w.Number} {w.Name}", filter with { Waves = [w.Number] })),
            Dimension.System => systems.Select(s => (s.Code, s.Name, filter with { Systems = [s.Code] })),
            _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
        };
        return [.. parts.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Code, StringComparer.Ordinal)];
    }

    // Units bring codes of their own; one that nobody knows is shown as it came.
    private static string CountryName(string code)
    {
        try
        {
            return new RegionInfo(code).EnglishName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
