using System.Globalization;
using System.Text.RegularExpressions;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A PgBouncer before a server, in transaction mode, set up as docs/scaling.md says: a session of the product has another of the
/// server's in each transaction, so whatever lives in a session is lost, and notifications first of all.</summary>
internal sealed partial class Pooler : IAsyncDisposable
{
    /// <summary>What the guide adds to the connection string of the product.</summary>
    public const string Setting = "No Reset On Close=true";

    private const string Program = "/usr/sbin/pgbouncer";

    private readonly string _folder = BreakableServer.NewFolder();
    private readonly ServerUser _user = new(new PostgresOptions());

    private Pooler()
    {
    }

    public int Port { get; } = FreePorts.Next();

    private string PidFile => Path.Combine(_folder, "pid");

    public static async Task<Pooler> StartAsync(BreakableServer server)
    {
        var pooler = new Pooler();
        Directory.CreateDirectory(pooler._folder);
        await pooler._user.OwnAsync(pooler._folder, CancellationToken.None);
        var (settings, users) = (Path.Combine(pooler._folder, "pgbouncer.ini"), Path.Combine(pooler._folder, "users"));
        await File.WriteAllTextAsync(users, $"\"scaling\" \"{BreakableServer.Password}\"\n");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            {Guide(("host=10.0.0.20 port=5432", $"host=127.0.0.1 port={server.Port}"), ("= 6432", $"= {pooler.Port}"), ("/etc/pgbouncer/userlist.txt", users))}
            unix_socket_dir =
            logfile = {Path.Combine(pooler._folder, "log")}
            pidfile = {pooler.PidFile}
            """));
        var outcome = await pooler._user.RunAsync(Program, ["--daemon", "--quiet", settings], CancellationToken.None);
        return outcome.ExitCode == 0 ? pooler : throw new InvalidOperationException($"{Program}: {outcome.FirstError}");
    }

    public ValueTask DisposeAsync()
    {
        BreakableServer.Signal("KILL", [int.Parse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture)]);
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the guide says, for other addresses.</summary>
    private static string Guide(params (string Theirs, string Ours)[] addresses)
    {
        var guide = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "scaling.md"));
        guide.ShouldContain($"`{Setting}`");
        var settings = Block().Match(guide).Groups["settings"].Value;
        foreach (var (theirs, ours) in addresses)
        {
            settings.ShouldContain(theirs);
            settings = settings.Replace(theirs, ours, StringComparison.Ordinal);
        }
        return settings;
    }

    [GeneratedRegex(@"^```ini\n(?<settings>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
