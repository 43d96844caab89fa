using System.Globalization;
using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;

// The private server runs where the product does.
[assembly: UnsupportedOSPlatform("windows")]

namespace ScalingDashboard.Tests.Support;

/// <summary>The private PostgreSQL of the whole run: started by the first test that needs it, removed after the last.</summary>
internal static class TestServer
{
    private const string Prefix = "scaling-tests-";

    private static readonly Lazy<Task<EmbeddedServer>> Server = new(StartAsync);

    // The server makes it, because its own user must be able to pass, which a temporary folder does not allow.
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}");

    private static int _postmaster;

    /// <summary>A connection as the product's own role, which owns every database made here.</summary>
    public static async Task<string> ConnectionStringAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await Server.Value).ConnectionString) { Database = database }.ConnectionString;

    /// <summary>Runs a statement as the server's administrator.</summary>
    public static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create((await Server.Value).AdministratorConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The test runner may kill us a tenth of a second after the last test: the server gets its signal first, the
    /// files go next, and what is left then goes at the start of the next run.</summary>
    public static void Stop()
    {
        if (_postmaster == 0)
            return;
        Quit(_postmaster);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<EmbeddedServer> StartAsync()
    {
        RemoveLeftovers();
        var options = Options.Create(new PostgresOptions { DataFolder = Folder, Database = "unused" });
        var server = new EmbeddedServer(options, TimeProvider.System, NullLogger<EmbeddedServer>.Instance);
        await server.StartAsync(CancellationToken.None);
        _postmaster = ServerProcesses.Postmasters(Cluster(Folder)).Single();
        await RelaxAsync(server);
        return server;
    }

    // It never has to outlive a loss of power, and each of some hundred databases is copied through the log. Tests about what is on
    // disk have servers of their own.
    private static async Task RelaxAsync(EmbeddedServer server)
    {
        await using var source = NpgsqlDataSource.Create(server.AdministratorConnectionString);
        foreach (var statement in new[] { "alter system set fsync = off", "alter system set full_page_writes = off", "select pg_reload_conf()" })
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    // Runs that were killed leave a server and its files.
    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            if (!int.TryParse(Path.GetFileName(folder)[Prefix.Length..], out var run) || Directory.Exists($"/proc/{run}"))
                continue;
            foreach (var postmaster in ServerProcesses.Postmasters(Cluster(folder)))
                Quit(postmaster);
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Another run that starts in the same moment clears it away as well.
            }
        }
    }

    // At once and without a checkpoint, but not so hard that it leaves its shared memory behind.
    private static void Quit(int postmaster)
    {
        using (var server = Process.GetProcessById(postmaster))
        using (Process.Start("sh", ["-c", $"kill -QUIT {postmaster.ToString(CultureInfo.InvariantCulture)}"]))
            server.WaitForExit(TimeSpan.FromSeconds(10));
    }

    private static string Cluster(string folder) => Path.Combine(folder, "server", "cluster");
}
