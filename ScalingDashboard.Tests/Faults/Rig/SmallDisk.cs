using System.Diagnostics;
using System.Globalization;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A disk of so many megabytes, which a test may fill: a file system in memory, mounted for as long as the test runs.
/// Mounting needs root, as a build server has it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Prefix = "scaling-disk-";
    private const string Ballast = "ballast";

    public SmallDisk(int megabytes)
    {
        RemoveLeftovers();
        Directory.CreateDirectory(Folder);
        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0755"), "tmpfs", Folder);
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.CreateVersion7():N}");

    private DriveInfo Drive => new(Folder);

    /// <summary>Fills it until so many bytes in a hundred are in use.</summary>
    public void FillTo(int percent)
    {
        Free();
        Write(Drive.TotalSize * percent / 100 - (Drive.TotalSize - Drive.AvailableFreeSpace));
    }

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        try
        {
            Write(long.MaxValue);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Takes away what was filled in.</summary>
    public void Free() => File.Delete(Path.Combine(Folder, Ballast));

    public void Dispose()
    {
        // Also with a file still open in it.
        Run("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private void Write(long bytes)
    {
        var part = new byte[64 * 1024];
        using var file = new FileStream(Path.Combine(Folder, Ballast), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (; bytes > 0; bytes -= part.Length)
            file.Write(part, 0, (int)Math.Min(part.Length, bytes));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program}: {error} A disk that can be filled needs root, as in the container of a build server.");
    }

    // Runs that were killed leave their disk.
    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            if (!int.TryParse(Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var run) || Directory.Exists($"/proc/{run}"))
                continue;
            Run("umount", "--lazy", folder);
            Directory.Delete(folder);
        }
    }
}
