using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>An nginx before hosts, as docs/scaling.md sets it up: one process, which keeps all it writes in a folder of its own.</summary>
internal sealed partial class StickyProxy : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private const string Log = "served.log";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("proxy-").FullName;
    private readonly int _port = FreePorts.Next();
    private readonly Process _process;

    private StickyProxy(IReadOnlyList<Uri> hosts)
    {
        File.WriteAllText(Path.Combine(_folder, "site.conf"), Site(hosts));
        File.WriteAllText(Path.Combine(_folder, "nginx.conf"), $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            events { }
            http {
                log_format served '$uri $status $upstream_addr';
                access_log {{Log}} served;
                client_body_temp_path body;
                proxy_temp_path answers;
                fastcgi_temp_path unused-fastcgi;
                uwsgi_temp_path unused-uwsgi;
                scgi_temp_path unused-scgi;
                include site.conf;
            }
            """);
        _process = Process.Start(new ProcessStartInfo(Program, ["-p", _folder + "/", "-c", "nginx.conf", "-e", "error.log"]))!;
    }

    /// <summary>What the browser takes for the host.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    public static async Task<StickyProxy> StartAsync(IReadOnlyList<Uri> hosts)
    {
        var proxy = new StickyProxy(hosts);
        using var client = new HttpClient();
        await Eventually.TrueAsync(AnswersAsync, Patience);
        return proxy;

        async Task<bool> AnswersAsync()
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(proxy.Address, "/health/live"));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    /// <summary>The host from which this path was last answered well; of several that were tried it is the last.</summary>
    public Uri LastServedBy(string path) => File.ReadLines(Path.Combine(_folder, Log))
        .Select(line => line.Split(' '))
        .Where(parts => parts[0] == path && parts[1] == "200")
        .Select(parts => new Uri($"http://{parts[^1]}"))
        .Last();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Site(IReadOnlyList<Uri> hosts)
    {
        var site = Block().Match(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "scaling.md"))).Groups["site"].Value;
        var next = 0;
        site = Server().Replace(site, _ => hosts[next++ % hosts.Count].Authority);
        next.ShouldBe(2, "hosts that the guide names");
        site.ShouldContain("listen 80;");
        return site.Replace("listen 80;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{_port};"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```nginx\n(?<site>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@"10\.0\.0\.\d+:8080")]
    private static partial Regex Server();
}
