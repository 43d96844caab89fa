using System.Runtime.CompilerServices;

namespace ScalingDashboard.Tests.Support;

/// <summary>Where the sources are that this was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
