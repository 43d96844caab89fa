using System.ComponentModel;
using System.Diagnostics;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>
/// Runs PostgreSQL's programs to their end. PostgreSQL refuses to run as root: then its processes and files belong
/// to an unprivileged user, otherwise to whoever started the product.
/// </summary>
internal sealed class ServerUser(PostgresOptions options)
{
    // Small programs go through the shell, which looks them up in PATH only. Process.Start would first look in the
    // current folder, where anything could lie, and run it for root.
    private const string Shell = "/bin/sh";

    /// <summary>The unprivileged user, or null when the product itself is unprivileged.</summary>
    public string? Name { get; } = Environment.IsPrivilegedProcess ? options.RunAs : null;

    /// <summary>True when the server's processes may enter the folder, which exists.</summary>
    public bool CanEnter(string folder)
    {
        if (Name is null)
            return true;
        using var process = Start(Shell, ["-c", "test -x \"$1\"", Shell, folder], Name);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>Hands a file or folder, which must be no link, to the server's user.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Name is null)
            return;
        var outcome = await RunAsync(null, Shell, ["-c", "chown -h \"$1\" \"$2\"", Shell, $"{Name}:", path], cancellationToken);
        if (outcome.ExitCode != 0)
            throw new StartRefused($"'{path}' cannot be handed to user '{Name}': {outcome.FirstError}");
    }

    /// <summary>Runs a program of PostgreSQL as the server's user; a cancelled program is killed with its children.</summary>
    public Task<Outcome> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(Name, program, arguments, cancellationToken);

    private static async Task<Outcome> RunAsync(
        string? user, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(program, arguments, user);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, string? user)
    {
        if (!Path.IsPathFullyQualified(program))
            throw new ArgumentException($"'{program}' is no full path.", nameof(program));
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The unprivileged user may not be able to enter the caller's folder.
            WorkingDirectory = "/",
        };
        if (user is not null)
            start.UserName = user;
        // Settings of another server in the caller's shell must not leak into ours; English messages can be recognised.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        try
        {
            var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
            process.StandardInput.Close();
            return process;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new StartRefused(user is null
                ? $"'{program}' cannot be started: {e.Message.TrimEnd('.')}."
                : $"'{program}' cannot be started as user '{user}': {e.Message.TrimEnd('.')}. Set Postgres:RunAs to an existing unprivileged user.", e);
        }
    }

    /// <summary>How a program ended and what it said.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Error)
    {
        /// <summary>The most telling line: PostgreSQL's first error or failure, else the first line at all.</summary>
        public string FirstError
        {
            get
            {
                var lines = $"{Error}\n{Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                return lines.FirstOrDefault(l => l.Contains("error:", StringComparison.Ordinal) || l.Contains("FATAL:", StringComparison.Ordinal))
                    ?? lines.FirstOrDefault() ?? $"exit code {ExitCode}";
            }
        }
    }
}
