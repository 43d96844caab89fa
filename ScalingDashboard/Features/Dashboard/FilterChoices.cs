using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui.Forms;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What a reader can narrow the dashboard to: the catalogue's dimensions within the reader's own units.</summary>
public sealed record FilterChoices(
    IReadOnlyList<PickerOption> Regions, IReadOnlyList<PickerOption> Units,
    IReadOnlyList<PickerOption> Functions, IReadOnlyList<PickerOption> Waves)
{
    public static FilterChoices Of(CatalogSnapshot catalog, UnitScope scope)
    {
        var units = catalog.Units.Where(u => scope.Includes(u.Code)).ToList();
        return new(
            [.. units.Select(u => u.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(r => new PickerOption(r, r))],
            [.. units.OrderBy(u => u.Name, StringComparer.Ordinal).Select(u => new PickerOption(u.Code, u.Name))],
            [.. catalog.Functions.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new PickerOption(f.Code, f.Name))],
            [.. catalog.Waves.OrderBy(w => w.Number).Select(w => new PickerOption(w.Number.ToString(CultureInfo.InvariantCulture), $"{w.Number} {w.Name}"))]);
    }
}
