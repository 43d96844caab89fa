using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Reads a <see cref="SliceFilter"/> from named values, for example a query string; each name may be repeated.</summary>
public static class SliceQuery
{
    /// <param name="valuesOf">The values given for a name, in any order; none when it was left out.</param>
    /// <exception cref="Invalid">A wave is not a number. Whether names exist is for the catalogue to say.</exception>
    public static SliceFilter Read(Func<string, IEnumerable<string?>> valuesOf)
    {
        return new()
        {
            Units = All("unit"),
            Regions = All("region"),
            Countries = All("country"),
            Functions = All("function"),
            Systems = All("system"),
            Waves = [.. All("wave").Select(Wave)],
        };

        List<string> All(string name) =>
            [.. valuesOf(name).OfType<string>().Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v.Trim()).Distinct(StringComparer.Ordinal)];
    }

    private static int Wave(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wave)
        ? wave
        : throw new Invalid(CatalogWords.Say(nameof(CatalogTexts.NoWave), text));
}
