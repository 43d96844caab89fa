using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>Loaded into a measured server before its own program (<c>DOTNET_STARTUP_HOOKS</c>, which wants this name): when it is signalled, it
/// lets go of all that nobody holds and writes down what is left, in bytes.</summary>
internal static class StartupHook
{
    /// <summary>Where that is written.</summary>
    public const string File = "SCALING_HEAP_FILE";

    // Listens for as long as it is held.
    private static readonly List<PosixSignalRegistration> Held = [];

    public static void Initialize() => Held.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ =>
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var file = Environment.GetEnvironmentVariable(File)!;
        System.IO.File.WriteAllText($"{file}.new", GC.GetTotalMemory(false).ToString(CultureInfo.InvariantCulture));
        System.IO.File.Move($"{file}.new", file);
    }));
}
