using System.Runtime.Versioning;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>
/// A PostgreSQL server of our own in the user's data folder. One process owns it; a short command that finds it
/// running joins instead.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class EmbeddedServer(IOptions<PostgresOptions> options, TimeProvider clock, ILogger<EmbeddedServer> logger)
    : IDatabaseServer, IAsyncDisposable
{
    private const string DefaultDatabase = "scaling_software";
    private const string Role = "scaling";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ServerUser _user = new(options.Value);
    private readonly Lock _opening = new();
    // A start and a stop never overlap, whoever asks.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DataFolder? _folder;
    private DataFolderLock? _lock;
    private Cluster? _cluster;

    public string ConnectionString => Connection(Role, Database).ConnectionString;

    /// <summary>What the administrator of this server may do: tests clone databases with it.</summary>
    internal string AdministratorConnectionString
    {
        get
        {
            var connection = Connection(Cluster.Administrator, Cluster.Administrator);
            connection.Pooling = false;
            return connection.ConnectionString;
        }
    }

    /// <summary>True when this process started the server and it has ended by itself since.</summary>
    internal bool HasEnded => _cluster is { IsRunning: false };

    /// <summary>The share of the disk of the data folder that is in use, as <c>df</c> counts it: what only the system may use is
    /// not there for the server.</summary>
    internal double DiskInUse
    {
        get
        {
            var disk = new DriveInfo(Folder.Server);
            var used = disk.TotalSize - disk.TotalFreeSpace;
            return used / (double)Math.Max(1, used + disk.AvailableFreeSpace);
        }
    }

    private string Database => options.Value.Database ?? Folder.LastDatabase ?? DefaultDatabase;

    private DataFolder Folder
    {
        get
        {
            lock (_opening)
                return _folder ??= DataFolder.Open(options.Value, _user);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => InTurnAsync(StartServerAsync, cancellationToken);

    // A host in a hurry must not leave a server behind: the stop has its own limits and does not listen to the host's.
    public Task StopAsync(CancellationToken cancellationToken) => InTurnAsync(StopServerAsync, CancellationToken.None);

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <summary>Starts the server again when it has ended by itself, and never one that was stopped.</summary>
    /// <exception cref="StartRefused">It does not start; says why.</exception>
    internal Task StartAgainAsync(CancellationToken cancellationToken) =>
        InTurnAsync(cancel => HasEnded ? _cluster!.StartAsync(cancel) : Task.CompletedTask, cancellationToken);

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        _lock = await TakeLockAsync(cancellationToken);
        if (_lock is null)
        {
            await WaitUntilServedAsync(cancellationToken);
            return;
        }
        var postgres = await PostgresInstallation.FindAsync(options.Value, _user, Cluster.MajorOnDisk(Folder), cancellationToken);
        _cluster = new(Folder, _user, postgres, clock, logger);
        await _cluster.StartAsync(cancellationToken);
        await EnsureDatabaseAsync(cancellationToken);
        Folder.RememberDatabase(Database);
        logger.Started(postgres.Major, Database, Folder.Root, (long)clock.GetElapsedTime(start).TotalMilliseconds);
    }

    private async Task StopServerAsync(CancellationToken cancellationToken)
    {
        // Also after a start that failed half-way.
        if (_cluster is not null)
        {
            await _cluster.StopAsync(cancellationToken);
            logger.Stopped();
        }
        _cluster = null;
        _lock?.Dispose();
        _lock = null;
    }

    private async Task InTurnAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await action(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<DataFolderLock?> TakeLockAsync(CancellationToken cancellationToken)
    {
        var purpose = options.Value.JoinRunning ? DataFolderLock.Command : DataFolderLock.Serving;
        var start = clock.GetTimestamp();
        while (true)
        {
            if (DataFolderLock.TryTake(Folder, purpose) is { } taken)
                return taken;
            var holder = DataFolderLock.Holder(Folder);
            if (holder is { Purpose: DataFolderLock.Serving } && options.Value.JoinRunning)
                return null;
            // A command has its own short-lived server; it is worth waiting for.
            if (holder is { Purpose: DataFolderLock.Serving } || clock.GetElapsedTime(start) > Patience)
                throw new StartRefused($"The data folder '{Folder.Root}' is in use by process {holder?.Process}. Stop that one first, or choose another folder with --data.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task WaitUntilServedAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException e) when (clock.GetElapsedTime(start) > Patience)
            {
                throw new StartRefused($"The product that runs on '{Folder.Root}' is not ready: {e.Message} Try again when it is.", e);
            }
            catch (NpgsqlException)
            {
                // It is still starting.
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(AdministratorConnectionString);
        await connection.OpenAsync(cancellationToken);
        // The product works as an ordinary role that owns its databases and nothing else. Both names are identifiers
        // by the rule of the option; the password is hexadecimal.
        if (!await AnyAsync(connection, "select 1 from pg_roles where rolname = $1", Role, cancellationToken))
            await RunAsync(connection, $"create role \"{Role}\" login password '{Folder.Password()}'", cancellationToken);
        if (!await AnyAsync(connection, "select 1 from pg_database where datname = $1", Database, cancellationToken))
            await RunAsync(connection, $"create database \"{Database}\" owner \"{Role}\"", cancellationToken);
    }

    private NpgsqlConnectionStringBuilder Connection(string user, string database) => new()
    {
        Host = ServerSettings.SocketFolder(Folder),
        Port = ServerSettings.Port,
        Username = user,
        Password = Folder.Password(),
        Database = database,
        ApplicationName = "ScalingDashboard",
    };

    private static async Task<bool> AnyAsync(NpgsqlConnection connection, string sql, string value, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
