using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Readings turned on their side: one array for each column, as PostgreSQL's <c>unnest</c> takes them.</summary>
internal sealed class ReadingColumns
{
    private readonly DateOnly[] _days;
    private readonly int[] _metrics, _units, _systems;
    private readonly DateTime[] _instants;
    private readonly string[] _keys;
    private readonly decimal[] _values;
    private readonly decimal?[] _weights;

    public ReadingColumns(IReadOnlyList<Reading> readings, IReadOnlyList<DateOnly> days)
    {
        _days = [.. days];
        (_metrics, _units, _systems) = (new int[readings.Count], new int[readings.Count], new int[readings.Count]);
        (_instants, _keys) = (new DateTime[readings.Count], new string[readings.Count]);
        (_values, _weights) = (new decimal[readings.Count], new decimal?[readings.Count]);
        for (var i = 0; i < readings.Count; i++)
        {
            var reading = readings[i];
            (_metrics[i], _units[i], _systems[i]) = (reading.MetricId, reading.UnitId, reading.SystemId);
            (_instants[i], _keys[i]) = (reading.At.UtcDateTime, reading.EventKey);
            (_values[i], _weights[i]) = (reading.Value, reading.Weight);
        }
    }

    public int Count => _days.Length;

    /// <summary>Parameters $1 to $8 for one command, which owns them: day, metric, unit, system, at, key, value, weight.</summary>
    public NpgsqlParameter[] Parameters() =>
    [
        SqlValue.Array(_days, NpgsqlDbType.Date), SqlValue.Array(_metrics, NpgsqlDbType.Integer),
        SqlValue.Array(_units, NpgsqlDbType.Integer), SqlValue.Array(_systems, NpgsqlDbType.Integer),
        SqlValue.Array(_instants, NpgsqlDbType.TimestampTz), SqlValue.Array(_keys, NpgsqlDbType.Text),
        SqlValue.Array(_values, NpgsqlDbType.Numeric), SqlValue.Array(_weights, NpgsqlDbType.Numeric),
    ];
}
