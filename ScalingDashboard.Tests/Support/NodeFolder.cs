using System.Diagnostics;

namespace ScalingDashboard.Tests.Support;

/// <summary>A copy of a folder of scripts with the packages they need, installed for the run.</summary>
internal static class NodeFolder
{
    /// <param name="name">Of the copy.</param>
    /// <param name="scripts">Within the tests, for example <c>Features/Dashboard/JavaScript</c>.</param>
    /// <returns>Where the copy is.</returns>
    public static async Task<string> InstallAsync(string name, string scripts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", name)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "ScalingDashboard.Tests", scripts)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]) { WorkingDirectory = folder })!;
        await npm.WaitForExitAsync();
        npm.ExitCode.ShouldBe(0, "npm install");
        return folder;
    }
}
