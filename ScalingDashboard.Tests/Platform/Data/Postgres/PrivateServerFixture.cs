using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Tests.Platform.Data.Postgres;

/// <summary>A data folder with a whole cluster in it, at rest; each test may start, break and stop it.</summary>
public sealed class PrivateServerFixture : IAsyncLifetime
{
    // In a folder name that would break an unquoted path or connection string.
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"scaling tests, {Guid.CreateVersion7():N}");

    internal DataFolder Data => DataFolder.Open(Settings(), new(Settings()));

    internal string PidFile => Path.Combine(Data.Cluster, "postmaster.pid");

    public async Task InitializeAsync()
    {
        await using var server = Server();
        await server.StartAsync(CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(ServerSettings.SocketFolder(Data), recursive: true);
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    internal EmbeddedServer Server(bool join = false) =>
        new(Options.Create(Settings(join)), TimeProvider.System, NullLogger<EmbeddedServer>.Instance);

    internal static async Task<string> AskAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }

    private PostgresOptions Settings(bool join = false) => new() { DataFolder = Folder, Database = "scaling_probe", JoinRunning = join };
}
