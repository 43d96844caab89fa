using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui.Forms;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What a reader can narrow the dashboard to: the catalogue's dimensions within the reader's own units.</summary>
public sealed record FilterChoices(
    IReadOnlyList<PickerOption> Regions, IReadOnlyList<PickerOption> Countries, IReadOnlyList<PickerOption> Units,
    IReadOnlyList<PickerOption> Functions, IReadOnlyList<PickerOption> Waves, IReadOnlyList<PickerOption> Systems)
{
    // One for all readers of the same units; forgotten with its catalogue.
    private static readonly ConditionalWeakTable<CatalogSnapshot, ConcurrentDictionary<UnitScope, FilterChoices>> Known = [];

    public static FilterChoices Of(CatalogSnapshot catalog, UnitScope scope) => Known.GetValue(catalog, _ => []).GetOrAdd(scope, _ => Read(catalog, scope));

    private static FilterChoices Read(CatalogSnapshot catalog, UnitScope scope)
    {
        var units = catalog.Units.Where(u => scope.Includes(u.Code)).ToList();
        return new(
            Names(units.Select(u => u.Region)),
            Names(units.Select(u => u.Country)),
            [.. units.OrderBy(u => u.Name, StringComparer.Ordinal).Select(u => new PickerOption(u.Code, u.Name))],
            [.. catalog.Functions.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new PickerOption(f.Code, f.Name))],
            [.. catalog.Waves.OrderBy(w => w.Number).Select(w => new PickerOption(w.Number.ToString(CultureInfo.InvariantCulture), $"{w.Number} {w.Name}"))],
            // A system that no unit owns works for all.
            [.. catalog.Systems.Where(s => s.Unit is null || scope.Includes(s.Unit)).OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => new PickerOption(s.Code, s.Name))]);
    }

    private static IReadOnlyList<PickerOption> Names(IEnumerable<string> names) =>
        [.. names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(n => new PickerOption(n, n))];
}
