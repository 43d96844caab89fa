using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>A server as a process of its own: what it uses is its own, and not that of who looks at it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly string _heapFile;

    private ServerProcess(Process process, int port, string heapFile) =>
        (_process, Address, _heapFile) = (process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), heapFile);

    public Uri Address { get; }

    /// <summary>Megabytes that the machine has given to it, also for what nobody holds any more.</summary>
    public double Resident => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Megabytes that are in use, after it has let go of all that nobody holds.</summary>
    public async Task<double> HeldAsync()
    {
        File.Delete(_heapFile);
        await SignalAsync("WINCH");
        while (!File.Exists(_heapFile))
        {
            if (_process.HasExited)
                throw new InvalidOperationException("The server ended before it said what it holds.");
            await Task.Delay(Look, TimeProvider.System);
        }
        return double.Parse(await File.ReadAllTextAsync(_heapFile), CultureInfo.InvariantCulture) / (1024 * 1024);
    }

    /// <summary>Returns when it is ready.</summary>
    /// <param name="program">A file that <c>dotnet</c> runs.</param>
    /// <param name="arguments">Given a free port of loopback.</param>
    /// <param name="environment">In addition to that of this process.</param>
    /// <param name="ready">How the line begins by which it says that it is.</param>
    public static async Task<ServerProcess> StartAsync(string program, Func<string, string[]> arguments, IReadOnlyDictionary<string, string> environment, string ready)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        var heapFile = Path.Combine(Path.GetTempPath(), $"scaling-heap-{Guid.CreateVersion7():N}");
        var complete = new TaskCompletionSource();
        var process = new Process
        {
            StartInfo = new("dotnet", [program, .. arguments(port.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardOutput = true },
            EnableRaisingEvents = true,
        };
        foreach (var (name, value) in environment)
            process.StartInfo.Environment[name] = value;
        process.StartInfo.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        process.StartInfo.Environment[StartupHook.File] = heapFile;
        process.Exited += (_, _) => complete.TrySetException(new InvalidOperationException("The server ended before it was ready."));
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(ready, StringComparison.Ordinal) == true)
                complete.TrySetResult();
        };
        process.Start();
        process.BeginOutputReadLine();
        await complete.Task;
        return new ServerProcess(process, port, heapFile);
    }

    public async ValueTask DisposeAsync()
    {
        _process.EnableRaisingEvents = false;
        await SignalAsync("TERM");
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_heapFile);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync();
    }
}
