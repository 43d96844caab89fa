using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;

// The private server runs where the product does.
[assembly: UnsupportedOSPlatform("windows")]

namespace ScalingDashboard.Tests.Support;

/// <summary>An empty database of its own for one test, on one private server for the whole run.</summary>
internal static class ScratchDatabase
{
    private const string Prefix = "scaling-tests-";

    private static readonly Lazy<Task<EmbeddedServer>> Server = new(StartServerAsync);

    // The server makes it, because its own user must be able to pass, which a temporary folder does not allow.
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}");

    public static async Task<string> CreateAsync()
    {
        var name = $"scratch_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(await AdministratorAsync()) { Database = name, Pooling = true, MinPoolSize = 0 }.ConnectionString;
    }

    public static Task DropAsync(string connectionString) =>
        ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    /// <summary>Called once, after the last test.</summary>
    public static async Task StopServerAsync()
    {
        if (!Server.IsValueCreated)
            return;
        // The test host may be killed right after this begins. The server has its signal by then; the files wait.
        await (await Server.Value).StopAsync(CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<EmbeddedServer> StartServerAsync()
    {
        RemoveLeftovers();
        var options = Options.Create(new PostgresOptions { DataFolder = Folder, Database = "scratch" });
        var server = new EmbeddedServer(options, TimeProvider.System, NullLogger<EmbeddedServer>.Instance);
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), $"{Prefix}*"))
            if (!Directory.Exists($"/proc/{Path.GetFileName(folder)[Prefix.Length..]}"))
                Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> AdministratorAsync() => (await Server.Value).AdministratorConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await AdministratorAsync());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
