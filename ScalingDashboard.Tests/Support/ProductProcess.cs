using System.Collections.Concurrent;
using System.Diagnostics;
using ScalingDashboard.Host;

namespace ScalingDashboard.Tests.Support;

/// <summary>The product as its own process, as <c>./run</c> starts it: for tests of what a terminal sees.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProductProcess(IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Product).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Record(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Record(_errors, line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("It ended before it was ready."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Output => [.. _output];

    public IReadOnlyList<string> Errors => [.. _errors];

    public static ProductProcess Start(params string[] arguments) => new(NoSettings, arguments);

    /// <param name="settings">By their names in the settings file, for example <c>Jobs:Enabled</c>.</param>
    public static ProductProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments) => new(settings, arguments);

    /// <summary>Runs it to its end.</summary>
    public static Task<ProductProcess> RunAsync(params string[] arguments) => RunAsync(NoSettings, arguments);

    /// <inheritdoc cref="RunAsync(string[])"/>
    public static async Task<ProductProcess> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var process = Start(settings, arguments);
        await process.EndAsync();
        return process;
    }

    public async Task ReadyAsync()
    {
        try
        {
            await _ready.Task.WaitAsync(Patience);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            throw new InvalidOperationException($"{e.Message}\n{string.Join('\n', Output.Concat(Errors))}", e);
        }
    }

    /// <summary>As Ctrl+C does (<c>INT</c>), an orchestrator (<c>TERM</c>), or the kernel (<c>KILL</c>); <c>STOP</c> and
    /// <c>CONT</c> are a machine that pauses.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // A paused process would keep the signal for later.
            await SignalAsync("CONT");
            await SignalAsync("TERM");
            await EndAsync();
        }
        _process.Dispose();
    }

    private void Record(ConcurrentQueue<string> lines, string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        if (line.StartsWith("ScalingDashboard is ready", StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
