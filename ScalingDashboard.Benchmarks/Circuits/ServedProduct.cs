using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ScalingDashboard.Host;

namespace ScalingDashboard.Benchmarks.Circuits;

/// <summary>The product as a process of its own, as <c>./run --demo software</c> starts it: what it uses is its own, and not that of
/// who looks at it.</summary>
internal sealed partial class ServedProduct : IAsyncDisposable
{
    private readonly Process _process;

    private ServedProduct(Process process, Uri address, string key)
    {
        (_process, Address) = (process, address);
        Api = new HttpClient { BaseAddress = address };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Uri Address { get; }

    /// <summary>Sends with a key that may do everything.</summary>
    public HttpClient Api { get; }

    /// <summary>Megabytes.</summary>
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

    /// <param name="folder">Kept; a second run finds its history loaded.</param>
    public static async Task<ServedProduct> StartAsync(string folder)
    {
        var program = typeof(Product).Assembly.Location;
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        var complete = new TaskCompletionSource();
        var process = new Process
        {
            StartInfo = new("dotnet", [program, "--demo", "software", "--data", folder, "--port", port.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                Environment = { ["Simulator__Enabled"] = "false", ["Pages__MostPerReader"] = "10000" },
            },
            EnableRaisingEvents = true,
        };
        process.Exited += (_, _) => complete.TrySetException(new InvalidOperationException("The product ended before it was ready."));
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("ScalingDashboard is ready", StringComparison.Ordinal) == true)
                complete.TrySetResult();
        };
        process.Start();
        process.BeginOutputReadLine();
        await complete.Task;
        var create = new ProcessStartInfo("dotnet", [program, "keys", "create", "--name", $"live {Guid.CreateVersion7():N}", "--can", "ingest,read,manage", "--data", folder]) { RedirectStandardOutput = true };
        using var created = Process.Start(create)!;
        var key = (await created.StandardOutput.ReadToEndAsync()).Trim().Split('\n')[^1];
        await created.WaitForExitAsync();
        return new ServedProduct(process, new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"), key);
    }

    /// <summary>A leader who has signed in: the client, and its cookies for a socket.</summary>
    public async Task<(HttpClient Client, string Cookie)> SignInAsync()
    {
        var handler = new SocketsHttpHandler { CookieContainer = new(), AllowAutoRedirect = false };
        var client = new HttpClient(handler) { BaseAddress = Address };
        var page = await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]);
        using var answer = await client.PostAsync(new Uri("/account/demo/leader?returnUrl=%2F", UriKind.Relative), form);
        if (answer.StatusCode != HttpStatusCode.Redirect && answer.StatusCode != HttpStatusCode.SeeOther)
            throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
        return (client, handler.CookieContainer.GetCookieHeader(Address));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _process.EnableRaisingEvents = false;
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {_process.Id.ToString(CultureInfo.InvariantCulture)}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="([^"]*)""")]
    private static partial Regex Token();
}
