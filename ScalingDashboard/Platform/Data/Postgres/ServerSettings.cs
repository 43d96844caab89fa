using System.Runtime.Versioning;
using System.Text;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>The private server's settings, written anew at each start so that they change with the program.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ServerSettings
{
    /// <summary>Included by the cluster's <c>postgresql.conf</c>.</summary>
    public const string FileName = "scaling-dashboard.conf";

    public const int Port = 5432;

    // The kernel's limit for a socket address is 108 bytes with the closing zero.
    private const int LongestSocketPath = 107;

    /// <summary>What stands in the cluster's own configuration; the included file wins because it comes last.</summary>
    public const string Include = $"\ninclude '{FileName}'\n";

    public static string ClusterName(DataFolder folder) => $"sd-{folder.Fingerprint}";

    /// <summary>Where the socket lies: beside the cluster, or in a private temporary folder when that path cannot be used.</summary>
    public static string SocketFolder(DataFolder folder)
    {
        var tooLong = Encoding.UTF8.GetByteCount($"{folder.Server}/.s.PGSQL.{Port}.lock") > LongestSocketPath;
        // The driver reads a comma as the next host and a colon as a port.
        return tooLong || folder.Server.AsSpan().ContainsAny(',', ':', '"')
            ? Path.Combine(Path.GetTempPath(), $"sd-{folder.Fingerprint}")
            : folder.Server;
    }

    public static string Text(DataFolder folder) =>
        $"""
        # Written by ScalingDashboard at each start; changes here are lost.
        cluster_name = '{ClusterName(folder)}'

        # Reached through a socket that only its owner can open, never through the network.
        listen_addresses = ''
        port = {Port}
        unix_socket_directories = '"{Quote(SocketFolder(folder))}"'
        unix_socket_permissions = 0700
        password_encryption = 'scram-sha-256'
        max_connections = 200

        # What was acknowledged is on disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        # Bulk loads: fewer, larger checkpoints; local solid state disk.
        shared_buffers = '{SharedMegabytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)}MB'
        work_mem = '16MB'
        maintenance_work_mem = '128MB'
        max_wal_size = '4GB'
        checkpoint_timeout = '15min'
        wal_compression = on
        random_page_cost = 1.1
        # Compiling a statement takes longer than any of ours runs.
        jit = off

        log_checkpoints = off
        log_timezone = 'UTC'
        timezone = 'UTC'

        """;

    /// <summary>An eighth of the machine's memory, between 128 MB and 2 GB: the rest is the product's, and the system's cache
    /// of files.</summary>
    internal static long SharedMegabytes(long memoryBytes) => Math.Clamp(memoryBytes / 8 >> 20, 128, 2_048);

    private static string Quote(string path) => path.Replace("'", "''", StringComparison.Ordinal);
}
