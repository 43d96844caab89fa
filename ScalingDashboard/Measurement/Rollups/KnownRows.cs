using Npgsql;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>The rows of a bucket table as they were known after a pass: those that had been written by then, and those
/// that have been replaced or removed since. The metric is $1.</summary>
/// <param name="where">Further conditions on the rows; the slice comes on top.</param>
/// <param name="next">The number of the first parameter that is free for the slice.</param>
internal sealed class KnownRows(string table, long pass, string where, Slice slice, int next = 5)
{
    private const string Columns = "unit_id, system_id, value, weight, sketch, last_at, day";

    /// <summary>The pass as text of SQL.</summary>
    public string Pass { get; } = pass.ToString(CultureInfo.InvariantCulture);

    /// <summary>The slice as conditions; a condition that lets everything through is left out, because testing it for
    /// each of a few hundred thousand rows is what such a query would spend its time on.</summary>
    public string Within { get; } = Conditions(slice, next);

    public string Sql => $"{Current(where)} UNION ALL {Past(where)}";

    /// <summary>The rows of the newest day in which any are known.</summary>
    public string NewestDay() =>
        $"({Current(where)} ORDER BY day DESC, last_at DESC LIMIT 1) UNION ALL ({Past(where)} ORDER BY day DESC, last_at DESC LIMIT 1)";

    public void AddSlice(NpgsqlCommand command)
    {
        if (!slice.AllUnits)
            command.Parameters.Add(new() { Value = slice.UnitIds.ToArray() });
        if (slice.SystemIds is { } systems)
            command.Parameters.Add(new() { Value = systems.ToArray() });
    }

    private string Hour => table == "rollup_hours" ? ", hour" : "";

    private string Current(string conditions) =>
        $"SELECT {Columns}{Hour} FROM {table} WHERE metric_id = $1 AND {conditions} AND pass <= {Pass} {Within}";

    private string Past(string conditions) =>
        $"SELECT {Columns}{Hour} FROM {table}_history WHERE metric_id = $1 AND {conditions} AND pass <= {Pass} AND until_pass > {Pass} {Within}";

    private static string Conditions(Slice slice, int next)
    {
        var units = slice.AllUnits ? "" : $"AND unit_id = ANY(${(next++).ToString(CultureInfo.InvariantCulture)})";
        return slice.SystemIds is null ? units : $"{units} AND system_id = ANY(${next.ToString(CultureInfo.InvariantCulture)})";
    }
}
