using Npgsql;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>The rule by which each metric rolls up on each day, read in the pass's own transaction: the catalogue in memory
/// may be a moment behind a change of definition.</summary>
internal sealed class PassRules
{
    private readonly Dictionary<int, List<(DateOnly From, RollupRule Rule)>> _rules = [];

    /// <summary>The first day whose readings are kept.</summary>
    public DateOnly FirstDay { get; private set; } = DateOnly.MinValue;

    public RollupRule Of(int metricId, DateOnly day)
    {
        if (!_rules.TryGetValue(metricId, out var rules))
            return RollupRule.Sum;
        var place = rules.Count - 1;
        while (place > 0 && rules[place].From > day)
            place--;
        return rules[place].Rule;
    }

    public static async Task<PassRules> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var rules = new PassRules();
        await using var command = new NpgsqlCommand("""
            SELECT m.id, v.effective_from, v.rollup, (SELECT first_day FROM reading_horizon) FROM metrics m CROSS JOIN LATERAL (
                SELECT (e->>'version')::integer AS version, (e->>'effective_from')::date AS effective_from, e->>'rollup' AS rollup FROM jsonb_array_elements(m.earlier) e
                UNION ALL SELECT m.version, m.effective_from, m.rollup) v
            ORDER BY m.id, v.version
            """, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!rules._rules.TryGetValue(reader.GetInt32(0), out var versions))
                rules._rules[reader.GetInt32(0)] = versions = [];
            versions.Add((reader.IsDBNull(1) ? DateOnly.MinValue : reader.GetFieldValue<DateOnly>(1), RollupRules.Parse(reader.GetString(2))));
            if (!reader.IsDBNull(3))
                rules.FirstDay = reader.GetFieldValue<DateOnly>(3);
        }
        return rules;
    }
}
