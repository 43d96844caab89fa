using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>The data folder of a private server with an installation in it, made once and then copied: a test that breaks such a server
/// need not wait until there is one.</summary>
internal static class PrivateFolder
{
    private static readonly Lazy<Task<(string Folder, string Key)>> Prepared = new(PrepareAsync);

    /// <summary>Says the key that may do everything in it.</summary>
    public static async Task<string> CopyToAsync(string folder)
    {
        var (prepared, key) = await Prepared.Value;
        using var copy = System.Diagnostics.Process.Start("/bin/cp", ["--archive", prepared, folder]);
        await copy.WaitForExitAsync();
        copy.ExitCode.ShouldBe(0);
        return key;
    }

    /// <summary>What is set for such a server by a test that looks into it.</summary>
    public static PostgresOptions Settings(string folder) => new() { DataFolder = folder, Database = "scaling_none", MinimumFreeMegabytes = 0 };

    public static EmbeddedServer Server(string folder) => new(Options.Create(Settings(folder)), TimeProvider.System, NullLogger<EmbeddedServer>.Instance);

    private static async Task<(string Folder, string Key)> PrepareAsync()
    {
        var folder = BreakableServer.NewFolder();
        await using var server = Server(folder);
        await server.StartAsync(CancellationToken.None);
        return (folder, await FaultRig.CreateKeyAsync(server.ConnectionString, "feeder"));
    }
}
