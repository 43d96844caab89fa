using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Keeps the reporting zone of an installation as it was at its first start: day buckets of two zones beside
/// each other would be wrong in silence.</summary>
internal sealed class RollupZone(NpgsqlDataSource database, ReportingCalendar calendar) : ISeeder
{
    public int Order => 10;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await DemandKnownAsync(cancellationToken);
        await using var command = database.CreateCommand("""
            WITH first AS (INSERT INTO rollup_zone (zone) VALUES ($1) ON CONFLICT DO NOTHING RETURNING zone)
            SELECT zone FROM first UNION ALL SELECT zone FROM rollup_zone LIMIT 1
            """);
        command.Parameters.Add(new() { Value = calendar.Zone.Id });
        var kept = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (kept != calendar.Zone.Id)
            throw new StartRefused($"{ReportingOptions.Section}:TimeZone is {calendar.Zone.Id}, but this installation's days are those of {kept}. "
                + $"Set it back to {kept}, or start a new installation with --data.");
    }

    // The program and the database each bring their own list of zones; a name that only one of them knows would fail every pass.
    private async Task DemandKnownAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = $1)");
        command.Parameters.Add(new() { Value = calendar.Zone.Id });
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
            throw new StartRefused($"{ReportingOptions.Section}:TimeZone is {calendar.Zone.Id}, which this PostgreSQL does not know. "
                + "Use the zone's IANA name as in pg_timezone_names, for example Europe/Berlin.");
    }
}
