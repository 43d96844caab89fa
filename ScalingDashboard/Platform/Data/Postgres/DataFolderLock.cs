using System.Runtime.Versioning;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>
/// One process owns a data folder. The operating system frees the lock when the process dies, however it dies, so a
/// lock is never stale.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DataFolderLock : IDisposable
{
    public const string Serving = "serving";
    public const string Command = "command";

    // errno EWOULDBLOCK of Linux: another process has the lock.
    private const int WouldBlock = 11;

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock and says who has it and what for; null when another process has it.</summary>
    public static DataFolderLock? TryTake(DataFolder folder, string purpose)
    {
        DataFolderLock? taken = null;
        folder.Guard(() =>
        {
            taken = TryOpen(folder.LockFile);
            if (taken is not null)
                DataFolder.WriteFile(folder.HolderFile, $"{Environment.ProcessId} {purpose}");
        });
        return taken;
    }

    /// <summary>The process that has the lock, as far as it has said so yet.</summary>
    public static (int Process, string Purpose)? Holder(DataFolder folder)
    {
        if (!File.Exists(folder.HolderFile))
            return null;
        return File.ReadAllText(folder.HolderFile).Trim().Split(' ') is [var id, var purpose]
            && int.TryParse(id, CultureInfo.InvariantCulture, out var process)
                ? (process, purpose)
                : null;
    }

    public void Dispose() => _file.Dispose();

    private static DataFolderLock? TryOpen(string path)
    {
        try
        {
            // FileShare.None is an exclusive flock.
            return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }
}
