using System.CommandLine;

namespace ScalingDashboard.Host;

/// <summary>
/// The commands of <c>./run</c>. Whatever goes wrong is one line on stderr and an exit code: 1 refused, 2 bad
/// arguments, 130 interrupted.
/// </summary>
internal static class CommandLine
{
    private const int BadArguments = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            await Console.Error.WriteLineAsync($"{OneLine(error.Message)} See ./run --help.");
            return BadArguments;
        }
        try
        {
            // Interruption is ours: the host listens for signals when serving, CommandScope when running a command.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e)
        {
            // The last place that can say something: known refusals in one line, anything else is a bug with its trace.
            await Console.Error.WriteLineAsync(Failures.Explain(e) ?? $"Unexpected failure, please report it.\n{e}");
            return e is OperationCanceledException ? Failures.ExitInterrupted : Failures.ExitRefused;
        }
    }

    private static RootCommand Create()
    {
        var launch = new LaunchOptions();
        var root = new RootCommand("Shows a company's AI roll-out live. Without a command it serves until Ctrl+C.")
        {
            launch.Demo, launch.Port, launch.Data,
            AccessCommandLine.Keys(launch), AccessCommandLine.Users(launch),
        };
        root.SetAction((parsed, cancellationToken) => Serve.RunAsync(launch.Read(parsed), cancellationToken));
        return root;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
