namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>Finds a key that stands in a seed file twice.</summary>
public sealed class SeenKeys(string column)
{
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    /// <summary>Notes a problem on the row when the key was seen on an earlier one.</summary>
    public void Demand(SeedRow row, string key)
    {
        if (!_lines.TryAdd(key, row.Line))
            row.Wrong(column, FormattableString.Invariant($"'{key}' stands on line {_lines[key]} already; keep one of them"));
    }
}
