using Npgsql;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Where what was known after a pass can be read: a standby that has come that far, else the primary.</summary>
public sealed class KnownSource(NpgsqlDataSource primary, Standby standby)
{
    public async ValueTask<NpgsqlConnection> OpenAsync(long pass, CancellationToken cancellationToken)
    {
        if (standby.Source is null)
            return await primary.OpenConnectionAsync(cancellationToken);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await standby.Source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT max(pass) FROM rollup_log", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is long reached && reached >= pass)
                return connection;
        }
        catch (NpgsqlException)
        {
            // A standby that is away costs its speed, not the answer.
        }
        if (connection is not null)
            await connection.DisposeAsync();
        return await primary.OpenConnectionAsync(cancellationToken);
    }
}
