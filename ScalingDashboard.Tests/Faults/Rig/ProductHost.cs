using System.Diagnostics;
using System.Globalization;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>One host of the product as a process of its own, on the same address after each start.</summary>
internal sealed class ProductHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Dictionary<string, string> _settings;
    private readonly string[] _arguments;
    private readonly int _port = FreePorts.Next();
    private ProductProcess _process;

    private ProductHost(Dictionary<string, string> settings, params string[] arguments)
    {
        (_settings, _arguments) = (settings, arguments);
        _process = Launch();
    }

    public Uri Address => new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}");

    public IReadOnlyList<string> Output => _process.Output;

    /// <summary>What it uses of memory now, in megabytes.</summary>
    public double ResidentMegabytes => Memory("VmRSS:");

    /// <summary>The most it used since it started or <see cref="ForgetPeak"/>.</summary>
    public double PeakMegabytes => Memory("VmHWM:");

    /// <param name="database">Connection string.</param>
    /// <param name="settings">What this host has otherwise, for example <c>Ingestion:AtOnce</c>.</param>
    public static async Task<ProductHost> StartNewAsync(string database, params (string Key, string Value)[] settings)
    {
        var all = Settings(database);
        foreach (var (key, value) in settings)
            all[key] = value;
        var host = new ProductHost(all);
        await host._process.ReadyAsync();
        return host;
    }

    /// <summary>On a private server in the folder, and talkative about it.</summary>
    public static async Task<ProductHost> StartPrivateAsync(string folder)
    {
        var host = new ProductHost(new() { ["Logging:LogLevel:Default"] = "Warning", ["Logging:LogLevel:ScalingDashboard.Platform.Data"] = "Information" }, "--data", folder);
        await host._process.ReadyAsync();
        return host;
    }

    public async Task KillAsync()
    {
        await _process.SignalAsync("KILL");
        await _process.EndAsync();
    }

    /// <summary>The process stands still, as in a paused virtual machine; its sockets stay open.</summary>
    public Task PauseAsync() => _process.SignalAsync("STOP");

    public Task ContinueAsync() => _process.SignalAsync("CONT");

    /// <summary>Lets the peak begin at what is in use now.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>Ends it as an orchestrator does, and says its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _process.SignalAsync("TERM");
        await _process.EndAsync();
        return _process.ExitCode;
    }

    /// <summary>Starts it after it was killed; returns when it serves.</summary>
    /// <param name="settings">What it has otherwise from now on.</param>
    public async Task StartAgainAsync(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _settings[key] = value;
        await _process.DisposeAsync();
        _process = Launch();
        await _process.ReadyAsync();
    }

    /// <summary>Starts it if it is down.</summary>
    public Task RunAsync() => _process.HasExited ? StartAgainAsync() : Task.CompletedTask;

    /// <summary>The answer of a health check, or 0 when nobody answers.</summary>
    public async Task<int> HealthAsync(string probe)
    {
        try
        {
            using var answer = await Probe.GetAsync(new Uri(Address, $"/health/{probe}"));
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    /// <summary>What <c>/health/ready</c> says: its word, and the reasons below it.</summary>
    public async Task<string> ReadyTextAsync()
    {
        using var answer = await Probe.GetAsync(new Uri(Address, "/health/ready"));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Waits for an answer of <c>/health/ready</c> and says how long it took.</summary>
    public async Task<TimeSpan> ReadyAnswersAsync(int status)
    {
        var start = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(async () => await HealthAsync("ready") == status, Patience);
        return Stopwatch.GetElapsedTime(start);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private double Memory(string what) => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith(what, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    private ProductProcess Launch() =>
        ProductProcess.Start(_settings, ["--demo", "none", "--port", _port.ToString(CultureInfo.InvariantCulture), .. _arguments]);

    private static Dictionary<string, string> Settings(string database) => new()
    {
        [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = database,
        // A line for each batch would only be kept in memory.
        ["Logging:LogLevel:Default"] = "Warning",
    };
}
