using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>
/// The folder of one private server: lock, password, and below <c>server</c> what belongs to PostgreSQL itself.
/// Files of the product are for their owner only.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DataFolder
{
    private const string Name = "scaling-dashboard";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ServerUser _user;

    private DataFolder(string path, ServerUser user) => (Root, _user) = (path, user);

    public string Root { get; }

    public string Server => Path.Combine(Root, "server");

    public string Cluster => Path.Combine(Server, "cluster");

    public string Log => Path.Combine(Server, "log");

    public string LockFile => Path.Combine(Root, "lock");

    public string HolderFile => Path.Combine(Root, "holder");

    /// <summary>Short and stable: names the server's processes, and its socket folder when the path is too long for a socket.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12];

    private string PasswordFile => Path.Combine(Root, "password");

    private string DatabaseFile => Path.Combine(Root, "database");

    /// <summary>Finds the folder and makes it when it is missing.</summary>
    /// <exception cref="StartRefused">It cannot be written, is nearly full, or the server's user cannot enter it.</exception>
    public static DataFolder Open(PostgresOptions options, ServerUser user)
    {
        var path = Choose(options, user);
        var folder = new DataFolder(path, user);
        folder.Guard(() =>
        {
            // As root the server's user must pass through; what it may read is decided below.
            CreateFolder(path, user.Name is null ? OwnerOnly : OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            CreateFolder(folder.Server, OwnerOnly);
        });
        if (!user.CanEnter(path))
            throw new StartRefused($"User '{user.Name}', who runs PostgreSQL for root, cannot enter '{path}'. Choose another folder with --data.");
        var free = new DriveInfo(path).AvailableFreeSpace >> 20;
        if (free < options.MinimumFreeMegabytes)
            throw new StartRefused($"The disk of '{path}' has {free} MB free, {options.MinimumFreeMegabytes} MB are needed. Free some space, or choose another folder with --data.");
        return folder;
    }

    /// <summary>Hands PostgreSQL's part of the folder to the user that runs it.</summary>
    public Task GiveToServerAsync(CancellationToken cancellationToken) => _user.OwnAsync(Server, cancellationToken);

    /// <summary>The password of this server's roles; made once, before the first cluster.</summary>
    public string Password()
    {
        if (File.Exists(PasswordFile))
            return File.ReadAllText(PasswordFile).Trim();
        if (Directory.Exists(Cluster))
            throw new StartRefused($"'{PasswordFile}' is missing, without it the data cannot be opened. Restore the file, or choose another folder with --data.");
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Guard(() => WriteFile(PasswordFile, password));
        return password;
    }

    /// <summary>The database that was last served from this folder.</summary>
    public string? LastDatabase => File.Exists(DatabaseFile) ? File.ReadAllText(DatabaseFile).Trim() : null;

    public void RememberDatabase(string database)
    {
        if (LastDatabase != database)
            Guard(() => WriteFile(DatabaseFile, database));
    }

    /// <summary>Writes a small file whole or not at all, readable for its owner only.</summary>
    public static void WriteFile(string path, string text)
    {
        var draft = $"{path}.{Environment.ProcessId}";
        using (var stream = new FileStream(draft, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerFile }))
            stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
        File.Move(draft, path, overwrite: true);
    }

    public static void CreateFolder(string path, UnixFileMode mode)
    {
        if (Directory.Exists(path))
            return;
        Directory.CreateDirectory(path);
        // Not left to the umask, which may take away what is needed.
        File.SetUnixFileMode(path, mode);
    }

    /// <summary>Turns the refusals of the file system into one line with a remedy.</summary>
    public void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"The data folder '{Root}' cannot be written ({e.Message.TrimEnd('.')}). Make it writable, or choose another folder with --data.", e);
        }
    }

    private static string Choose(PostgresOptions options, ServerUser user)
    {
        if (options.DataFolder is { Length: > 0 } configured)
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(configured));
        // $XDG_DATA_HOME or ~/.local/share
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0 && user.CanEnter(ExistingPart(home)) ? Path.Combine(home, Name) : Path.Combine("/var/lib", Name);
    }

    private static string ExistingPart(string path)
    {
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
            path = parent;
        return path;
    }
}
