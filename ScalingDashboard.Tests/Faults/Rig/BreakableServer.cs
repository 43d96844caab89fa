using System.Diagnostics;
using System.Globalization;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A PostgreSQL of a test's own on a free loopback port, durable as a real one, which the test may kill.</summary>
internal sealed class BreakableServer : IAsyncDisposable
{
    private const string Prefix = "scaling-fault-";
    private const string Administrator = "postgres";
    public const string Password = "only on this loopback address";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly PostgresOptions Options = new();

    private readonly string _folder = NewFolder();
    private readonly ServerUser _user = new(Options);
    private readonly PostgresInstallation _postgres;

    private BreakableServer(PostgresInstallation postgres) => _postgres = postgres;

    public int Port { get; } = FreePorts.Next();

    /// <summary>As the role that owns the product's database and nothing else.</summary>
    public string ConnectionString => ConnectionStringOn(Port);

    private string Data => Path.Combine(_folder, "data");

    private string Name => Path.GetFileName(_folder);

    /// <param name="settings">What this server has otherwise than the product's own, in the syntax of <c>postgresql.conf</c>.</param>
    public static async Task<BreakableServer> StartNewAsync(params string[] settings)
    {
        RemoveLeftovers();
        var server = new BreakableServer(await PostgresInstallation.FindAsync(Options, new(Options), null, CancellationToken.None));
        await server.CreateAsync(settings);
        await server.StartAsync();
        await server.ExecuteAsync(Administrator, $"create role scaling login password '{Password}'");
        await server.ExecuteAsync(Administrator, "create database scaling owner scaling");
        return server;
    }

    /// <summary>Another server with all that is in this one, which was stopped; it may be started many times.</summary>
    /// <param name="settings">As of <see cref="StartNewAsync"/>.</param>
    public async Task<BreakableServer> StartCopyAsync(params string[] settings)
    {
        var copy = new BreakableServer(_postgres);
        Directory.CreateDirectory(copy._folder);
        await _user.OwnAsync(copy._folder, CancellationToken.None);
        await RunAsync("/bin/cp", (IReadOnlyList<string>)["--archive", Data, copy.Data]);
        await copy.ConfigureAsync(settings);
        await copy.StartAsync();
        return copy;
    }

    /// <summary>In peace.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "stop", "--wait", "--mode=fast", "--silent", "--pgdata", Data);

    /// <summary>The same through a port that leads here.</summary>
    public static string ConnectionStringOn(int port) => Connection("scaling", "scaling", port);

    /// <summary>Both this server and another, the other first.</summary>
    public string BesideConnectionString(BreakableServer first) => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Host = FormattableString.Invariant($"127.0.0.1:{first.Port},127.0.0.1:{Port}"),
    }.ConnectionString;

    /// <summary>A streaming standby of this server; it ends before it.</summary>
    public async Task<BreakableServer> StartStandbyAsync()
    {
        var standby = new BreakableServer(_postgres);
        Directory.CreateDirectory(standby._folder);
        await _user.OwnAsync(standby._folder, CancellationToken.None);
        var primary = FormattableString.Invariant($"host=127.0.0.1 port={Port} user={Administrator} password='{Password}'");
        await RunAsync("pg_basebackup", "--pgdata", standby.Data, "--dbname", primary, "--write-recovery-conf", "--checkpoint=fast", "--no-sync");
        await standby.ConfigureAsync([]);
        await standby.StartAsync();
        return standby;
    }

    /// <summary>Returns when it accepts connections, recovered if it was killed.</summary>
    public async Task StartAsync()
    {
        // Where nobody collects the dead, the killed one still has its number, which PostgreSQL takes for life.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        await RunAsync("pg_ctl", "start", "--wait", "--timeout=60", "--silent", "--pgdata", Data, "--log", Path.Combine(_folder, "log"));
    }

    /// <summary>SIGKILL to the postmaster and all its children, as when the machine's memory ran out; returns when none is left.</summary>
    public async Task KillAsync()
    {
        Signal("KILL", [.. ServerProcesses.Postmasters(Data), .. ServerProcesses.Children(Name)]);
        // A child forked in that moment ends by itself.
        await Eventually.TrueAsync(() => ServerProcesses.Postmasters(Data).Count == 0 && ServerProcesses.Children(Name).Count == 0, Patience);
    }

    /// <summary>What is committed from now on without waiting for the disk stays in memory: the only process that would write
    /// it soon stands still.</summary>
    public async Task PauseWalWriterAsync()
    {
        await ExecuteAsync("checkpoint");
        Signal("STOP", [await ScalarAsync<int>("select pid from pg_stat_activity where backend_type = 'walwriter'")]);
    }

    /// <summary>Returns when no session of the product is left: what it had begun is then undone or done.</summary>
    public Task DesertedAsync() => Eventually.TrueAsync(
        async () => await ScalarAsync<long>("select count(*) from pg_stat_activity where usename = 'scaling'") == 0, Patience);

    /// <summary>Runs a statement as administrator in the product's database.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync("scaling", sql);

    /// <summary>Somebody else holds a table, so that it may be neither read nor written.</summary>
    public async Task WhileLockedAsync(string table, Func<Task> action)
    {
        await using var connection = await OpenAsync("scaling");
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"lock table {table} in access exclusive mode", connection, transaction))
            await command.ExecuteNonQueryAsync();
        await action();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync("scaling");
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await OpenAsync("scaling");
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task CreateAsync(string[] settings)
    {
        Directory.CreateDirectory(_folder);
        await _user.OwnAsync(_folder, CancellationToken.None);
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        await RunAsync("initdb", "--pgdata", Data, "--username", Administrator, "--pwfile", passwordFile, "--encoding=UTF8", "--locale=C.UTF-8",
            "--auth=scram-sha-256", "--data-checksums", "--no-sync", "--no-instructions");
        await ConfigureAsync(settings);
    }

    // What stands last holds.
    private Task ConfigureAsync(string[] settings) =>
        File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"),
        [
            $"cluster_name = '{Name}'",
            $"port = {Port.ToString(CultureInfo.InvariantCulture)}",
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            .. settings,
        ]);

    private Task RunAsync(string program, params string[] arguments) => RunAsync(_postgres.Program(program), (IReadOnlyList<string>)arguments);

    private async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var outcome = await _user.RunAsync(program, arguments, CancellationToken.None);
        if (outcome.ExitCode != 0)
            throw new InvalidOperationException($"{program}: {outcome.FirstError}");
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(Connection(Administrator, database, Port));
        await connection.OpenAsync();
        return connection;
    }

    private static string Connection(string user, string database, int port) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = user,
        Password = Password,
        Database = database,
        // The administrator's would be broken by every kill; the product has one data source and its own pool.
        Pooling = user != Administrator,
    }.ConnectionString;

    public static void Signal(string signal, IReadOnlyList<int> processes)
    {
        if (processes.Count == 0)
            return;
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {string.Join(' ', processes)} 2>/dev/null"]);
        kill.WaitForExit();
    }

    /// <summary>A folder, not yet made, that goes when the run ends.</summary>
    public static string NewFolder() => Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.CreateVersion7():N}");

    /// <summary>What this run still has, after its last test. By a process of its own: the runner does not wait for us.</summary>
    public static void RemoveRest()
    {
        if (Folders().Where(folder => folder.Run == Environment.ProcessId).Select(folder => folder.Path).ToList() is { Count: > 0 } rest)
            Process.Start("/bin/rm", ["-rf", .. rest]).Dispose();
    }

    // Runs that were killed leave a server and its files.
    private static void RemoveLeftovers()
    {
        foreach (var (folder, _) in Folders().Where(folder => !Directory.Exists($"/proc/{folder.Run}")))
        {
            Signal("KILL", [.. ServerProcesses.Postmasters(Path.Combine(folder, "data")), .. ServerProcesses.Children(Path.GetFileName(folder))]);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Path, int Run)> Folders() => Directory.GetDirectories(Path.GetTempPath(), $"{Prefix}*")
        .Select(folder => (folder, int.TryParse(Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var run) ? run : 0))
        .Where(folder => folder.Item2 > 0);
}
