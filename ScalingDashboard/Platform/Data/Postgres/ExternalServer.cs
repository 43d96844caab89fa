using System.Net.Sockets;
using Npgsql;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>A PostgreSQL that somebody else runs, named by <c>ConnectionStrings:ScalingDashboard</c>. We wait for it and never stop it.</summary>
internal sealed class ExternalServer(string connectionString, TimeProvider clock, ILogger<ExternalServer> logger) : IDatabaseServer
{
    public const string ConnectionName = "ScalingDashboard";

    private const string Key = $"ConnectionStrings:{ConnectionName}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public string ConnectionString { get; } = Normalize(connectionString);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                // Not pooled: the pool behind it would be another than the product's, and hold the connection for minutes.
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                if (connection.PostgreSqlVersion.Major < PostgresInstallation.OldestMajor)
                    throw new StartRefused($"The server of {Key} is PostgreSQL {connection.PostgreSqlVersion}; {PostgresInstallation.OldestMajor} or newer is needed.");
                return;
            }
            // The server answered and said no: waiting does not help, unless it is only starting up.
            catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.CannotConnectNow)
            {
                throw new StartRefused($"The server of {Key} refuses the connection: {e.MessageText}. Correct the connection string, or create what it names.", e);
            }
            catch (NpgsqlException e) when (clock.GetElapsedTime(start) < Patience)
            {
                logger.Waiting(new NpgsqlConnectionStringBuilder(ConnectionString).Host, Reason(e));
                await Task.Delay(Pause, clock, cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw new StartRefused($"The server of {Key} cannot be reached: {Reason(e)}. Start it, or correct the connection string.", e);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Reason(NpgsqlException e) => e.InnerException is SocketException socket ? socket.Message : e.Message;

    private static string Normalize(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StartRefused($"{Key} is not a connection string: {e.Message}", e);
        }
    }
}
