using System.Text.RegularExpressions;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>PostgreSQL's programs on this machine.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Major">15, 16, ...</param>
internal sealed partial record PostgresInstallation(string Folder, int Major)
{
    public const int OldestMajor = 15;

    private const string DebianFolder = "/usr/lib/postgresql";
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>Finds the newest version, or exactly <paramref name="neededMajor"/> when existing data asks for it.</summary>
    /// <exception cref="StartRefused">None is there, or none that fits.</exception>
    public static async Task<PostgresInstallation> FindAsync(
        PostgresOptions options, ServerUser user, int? neededMajor, CancellationToken cancellationToken)
    {
        var found = new List<PostgresInstallation>();
        foreach (var folder in CandidateFolders(options).Distinct(StringComparer.Ordinal))
        {
            var version = await user.RunAsync(Path.Combine(folder, "postgres"), ["--version"], cancellationToken);
            if (VersionPattern().Match(version.Output) is { Success: true } match)
                found.Add(new(folder, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
        }
        return found.Where(i => i.Major >= OldestMajor && (neededMajor is null || i.Major == neededMajor)).MaxBy(i => i.Major)
            ?? throw new StartRefused(WhyNone(options, found, neededMajor));
    }

    private static IEnumerable<string> CandidateFolders(PostgresOptions options)
    {
        if (options.BinFolder is { Length: > 0 } configured)
            return IsComplete(configured) ? [Path.GetFullPath(configured)] : [];
        var debian = Directory.Exists(DebianFolder)
            ? Directory.EnumerateDirectories(DebianFolder).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "postgres"))
            .Where(File.Exists)
            // A link in PATH leads to the folder that has all the programs.
            .Select(program => Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!);
        return debian.Concat(path).Where(IsComplete);
    }

    private static bool IsComplete(string folder) => Needed.All(program => File.Exists(Path.Combine(folder, program)));

    private static string WhyNone(PostgresOptions options, List<PostgresInstallation> found, int? neededMajor) => (options.BinFolder, found) switch
    {
        ({ Length: > 0 } folder, []) =>
            $"No PostgreSQL programs (initdb, pg_ctl, postgres) in '{folder}'. Correct Postgres:BinFolder.",
        (_, []) =>
            $"PostgreSQL {OldestMajor} or newer is not installed. Install it (apt-get install postgresql) or set Postgres:BinFolder.",
        _ when neededMajor is { } needed =>
            $"The data was made by PostgreSQL {needed}, but only {Versions(found)} is installed. Install postgresql-{needed}, or choose another folder with --data.",
        _ =>
            $"PostgreSQL {Versions(found)} is too old; {OldestMajor} or newer is needed. Install it or set Postgres:BinFolder.",
    };

    private static string Versions(List<PostgresInstallation> found) => string.Join(", ", found.Select(i => i.Major).Distinct().Order());

    // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();
}
