using System.Text;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>
/// Finds the running processes of one cluster by what they call themselves, because a pid file may name a process
/// that is dead, a zombie nobody collects (containers without init), or a stranger with a recycled id.
/// </summary>
internal static class ServerProcesses
{
    /// <summary>Postmasters that serve the cluster: <c>/usr/lib/postgresql/15/bin/postgres -D {cluster}</c>.</summary>
    public static IReadOnlyList<int> Postmasters(string cluster) => Find(arguments => IsPostmaster(arguments, cluster));

    /// <summary>All their children, which title themselves <c>postgres: {clusterName}: checkpointer</c>.</summary>
    public static IReadOnlyList<int> Children(string clusterName) =>
        Find(arguments => arguments[0].StartsWith($"postgres: {clusterName}: ", StringComparison.Ordinal));

    /// <summary>True while the process lives and is a postmaster of the cluster; costs one small read.</summary>
    public static bool Serves(int process, string cluster) => CommandLine(process) is [_, ..] arguments && IsPostmaster(arguments, cluster);

    private static bool IsPostmaster(string[] arguments, string cluster) =>
        Path.GetFileName(arguments[0]) is "postgres" or "postmaster" && arguments.Contains(cluster);

    private static List<int> Find(Func<string[], bool> matches) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && CommandLine(id) is [_, ..] arguments && matches(arguments))];

    // Empty for zombies and kernel threads; readable for all users.
    private static string[] CommandLine(int process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/cmdline"))
                .Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return [];
        }
    }
}
