using System.Diagnostics;
using System.Text.RegularExpressions;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>docs/ingestion.md as a program: its shell blocks, and the answers printed beneath them.</summary>
internal static partial class Guide
{
    // Stands between the answers of two blocks and in none of them.
    private const string Mark = "--- next block ---";

    public static string Text { get; } = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "ingestion.md"));

    /// <summary>In the order of the page; no answer is expected where none is printed.</summary>
    public static IReadOnlyList<(string Command, string Answer)> Blocks { get; } =
        [.. Block().Matches(Text).Select(m => (m.Groups["command"].Value, m.Groups["answer"].Value.TrimEnd('\n')))];

    /// <summary>Runs commands one after the other in one shell and returns what each printed.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(IEnumerable<string> commands, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(string.Join($"\necho\necho '{Mark}'\n", commands) + "\n");
        shell.StandardInput.Close();
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        shell.ExitCode.ShouldBe(0, $"{await errors}\n{output}");
        return [.. output.Split(Mark + "\n").Select(answer => answer.TrimEnd('\n'))];
    }

    // ```sh ... ``` and, right beneath it, ```json ... ```
    [GeneratedRegex(@"^```sh\n(?<command>.*?)^```\n(```json\n(?<answer>.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
