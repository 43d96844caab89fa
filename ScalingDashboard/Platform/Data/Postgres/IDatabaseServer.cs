namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>Where PostgreSQL is: a private server that this program runs, or one that somebody else runs.</summary>
public interface IDatabaseServer
{
    /// <summary>Known before the server is started, so that data sources can be built from it.</summary>
    string ConnectionString { get; }

    /// <summary>Returns when the database of <see cref="ConnectionString"/> exists and accepts connections.</summary>
    /// <exception cref="StartRefused">It cannot be reached or started; says what to do.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops what <see cref="StartAsync"/> started, and nothing else.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
