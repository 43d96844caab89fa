using Npgsql;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>The rule by which each metric rolls up, read in the pass's own transaction: the catalogue in memory may be a
/// moment behind a change of definition.</summary>
internal sealed class PassRules
{
    private readonly Dictionary<int, RollupRule> _rules = [];

    /// <summary>The first day whose readings are kept.</summary>
    public DateOnly FirstDay { get; private set; } = DateOnly.MinValue;

    public RollupRule Of(int metricId) => _rules.GetValueOrDefault(metricId, RollupRule.Sum);

    public static async Task<PassRules> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var rules = new PassRules();
        await using var command = new NpgsqlCommand("SELECT id, rollup, (SELECT first_day FROM reading_horizon) FROM metrics", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rules._rules[reader.GetInt32(0)] = RollupRules.TryParse(reader.GetString(1), out var rule) ? rule : throw new InvalidOperationException($"Unknown rule {reader.GetString(1)}.");
            if (!reader.IsDBNull(2))
                rules.FirstDay = reader.GetFieldValue<DateOnly>(2);
        }
        return rules;
    }
}
