using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Reads a <see cref="SliceFilter"/> from a query string; each parameter may be repeated.</summary>
public static class SliceQuery
{
    /// <exception cref="Invalid">A wave is not a number.</exception>
    public static SliceFilter Read(IQueryCollection query) => new()
    {
        Units = Values(query, "unit"),
        Regions = Values(query, "region"),
        Countries = Values(query, "country"),
        Functions = Values(query, "function"),
        Systems = Values(query, "system"),
        Waves = [.. Values(query, "wave").Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new Invalid($"wave: '{w}' is not a wave's number. Use 1 to 5."))],
    };

    private static List<string> Values(IQueryCollection query, string name) =>
        [.. query[name].OfType<string>().Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
