using System.Runtime.Versioning;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>One PostgreSQL cluster on disk: made once, started, stopped, and cleared of what a killed run left behind.</summary>
/// <remarks>Only the holder of the folder's lock may use it.</remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class Cluster(DataFolder folder, ServerUser user, PostgresInstallation postgres, TimeProvider clock, ILogger logger)
{
    public const string Administrator = "postgres";

    private const long LongestLog = 10 << 20;
    private static readonly TimeSpan FastStop = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ImmediateStop = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private int _postmaster;

    /// <summary>False as soon as the server that was started has ended, also while it stays as a zombie that nobody collects.</summary>
    public bool IsRunning => ServerProcesses.Serves(_postmaster, folder.Cluster);

    private IReadOnlyList<int> Postmasters => ServerProcesses.Postmasters(folder.Cluster);

    private IReadOnlyList<int> Children => ServerProcesses.Children(ServerSettings.ClusterName(folder));

    private string PidFile => Path.Combine(folder.Cluster, "postmaster.pid");

    /// <summary>The version that made the existing data, or null when there is none yet.</summary>
    public static int? MajorOnDisk(DataFolder folder)
    {
        var file = Path.Combine(folder.Cluster, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    /// <summary>Returns when the server accepts connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await folder.GiveToServerAsync(cancellationToken);
        await ClearLeftoversAsync(cancellationToken);
        if (!Directory.Exists(folder.Cluster))
            await CreateAsync(cancellationToken);
        await PrepareSocketFolderAsync(cancellationToken);
        folder.Guard(WriteSettings);

        // Not cancelled half-way: a server that has just been forked could not be found and stopped. pg_ctl gives it
        // a session of its own, so Ctrl+C reaches the product first, which then stops the server in order.
        var started = await user.RunAsync(postgres.Program("pg_ctl"),
            ["start", "--wait", "--timeout=600", "--silent", "--pgdata", folder.Cluster, "--log", folder.Log], CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (started.ExitCode != 0)
            throw new StartRefused($"PostgreSQL does not start: {LastFailure() ?? started.FirstError}. Its log: {folder.Log}");
        // Not looked for by name: a child that has just been forked still has the name of its parent.
        folder.Guard(() => _postmaster = int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture));
    }

    /// <summary>Ends all sessions and stops; returns when no process of the cluster is left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Postmasters.Count > 0 && !await SignalAndWaitAsync("INT", Postmasters, FastStop, cancellationToken))
            logger.StoppingAtOnce((int)FastStop.TotalSeconds);
        // Children of a killed postmaster serve nobody, but notice only when their query is done.
        if (!await SignalAndWaitAsync("QUIT", [.. Postmasters, .. Children], ImmediateStop, cancellationToken))
            await SignalAndWaitAsync("KILL", [.. Postmasters, .. Children], ImmediateStop, cancellationToken);
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        logger.Creating(postgres.Major, folder.Root);
        // Made beside its place and renamed when whole: a killed run leaves no half cluster that looks like one.
        var draft = $"{folder.Cluster}.{clock.GetTimestamp():x}.new";
        var passwordFile = $"{draft}.password";
        folder.Guard(() => DataFolder.WriteFile(passwordFile, folder.Password()));
        try
        {
            await user.OwnAsync(passwordFile, cancellationToken);
            var made = await InitAsync(draft, passwordFile, "C.UTF-8", cancellationToken);
            if (made.ExitCode != 0 && made.Error.Contains("locale", StringComparison.Ordinal))
                made = await InitAsync(draft, passwordFile, "C", cancellationToken);
            if (made.ExitCode != 0)
                throw new StartRefused($"PostgreSQL cannot make its data folder in '{folder.Root}': {made.FirstError}");
            File.AppendAllText(Path.Combine(draft, "postgresql.conf"), ServerSettings.Include);
            Directory.Move(draft, folder.Cluster);
        }
        finally
        {
            File.Delete(passwordFile);
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    private Task<ServerUser.Outcome> InitAsync(string draft, string passwordFile, string locale, CancellationToken cancellationToken) =>
        user.RunAsync(postgres.Program("initdb"),
            [
                "--pgdata", draft, "--username", Administrator, "--pwfile", passwordFile, "--encoding=UTF8", $"--locale={locale}",
                "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums", "--no-instructions",
            ], cancellationToken);

    private async Task PrepareSocketFolderAsync(CancellationToken cancellationToken)
    {
        var socket = ServerSettings.SocketFolder(folder);
        if (socket == folder.Server)
            return;
        folder.Guard(() =>
        {
            DataFolder.CreateFolder(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            // In a folder that all may write, somebody else could have been first.
            if (new DirectoryInfo(socket).LinkTarget is not null)
                throw new IOException($"'{socket}' is a link");
            File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        });
        await user.OwnAsync(socket, cancellationToken);
    }

    private void WriteSettings()
    {
        var settings = Path.Combine(folder.Cluster, ServerSettings.FileName);
        File.WriteAllText(settings, ServerSettings.Text(folder));
        // As root the server reads it as another user; the folder above is closed to everybody else.
        File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        if (new FileInfo(folder.Log) is { Exists: true, Length: > LongestLog })
            File.Delete(folder.Log);
    }

    private async Task ClearLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var process in Postmasters)
            logger.StoppingLeftover(process);
        await StopAsync(cancellationToken);
        // The lock is ours and no process of this cluster lives, so whatever these files say is history.
        folder.Guard(() =>
        {
            var socket = Path.Combine(ServerSettings.SocketFolder(folder), $".s.PGSQL.{ServerSettings.Port}");
            foreach (var file in new[] { PidFile, socket, $"{socket}.lock" }.Where(Path.Exists))
                File.Delete(file);
            foreach (var draft in Directory.EnumerateDirectories(folder.Server, "cluster.*.new"))
                Directory.Delete(draft, recursive: true);
        });
    }

    private async Task<bool> SignalAndWaitAsync(string signal, IEnumerable<int> processes, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        foreach (var process in processes)
            await user.RunAsync(postgres.Program("pg_ctl"), ["kill", signal, process.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        // Children outlive a killed postmaster for a moment, and must be gone before another one starts.
        while (Postmasters.Count > 0 || Children.Count > 0)
        {
            if (clock.GetElapsedTime(start) > patience)
                return false;
            await Task.Delay(Look, clock, cancellationToken);
        }
        return true;
    }

    private string? LastFailure() => File.Exists(folder.Log)
        ? File.ReadLines(folder.Log).LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal))
        : null;
}
