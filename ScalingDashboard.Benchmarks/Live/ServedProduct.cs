using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ScalingDashboard.Host;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>The product, as <c>./run --demo software</c> starts it, and who signs in there.</summary>
internal sealed partial class ServedProduct : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new() { ["Simulator__Enabled"] = "false", ["Pages__MostPerReader"] = "10000" };

    private ServedProduct(ServerProcess process, string key)
    {
        Process = process;
        Api = new HttpClient { BaseAddress = process.Address };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public ServerProcess Process { get; }

    public Uri Address => Process.Address;

    /// <summary>Sends with a key that may do everything.</summary>
    public HttpClient Api { get; }

    /// <param name="folder">Kept; a second run finds its history loaded.</param>
    public static async Task<ServedProduct> StartAsync(string folder)
    {
        var program = typeof(Product).Assembly.Location;
        var process = await ServerProcess.StartAsync(program, port => ["--demo", "software", "--data", folder, "--port", port], Settings, "ScalingDashboard is ready");
        var create = new ProcessStartInfo("dotnet", [program, "keys", "create", "--name", $"live {Guid.CreateVersion7():N}", "--can", "ingest,read,manage", "--data", folder]) { RedirectStandardOutput = true };
        using var created = System.Diagnostics.Process.Start(create)!;
        var key = (await created.StandardOutput.ReadToEndAsync()).Trim().Split('\n')[^1];
        await created.WaitForExitAsync();
        return new ServedProduct(process, key);
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
        await Process.DisposeAsync();
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="([^"]*)""")]
    private static partial Regex Token();
}
