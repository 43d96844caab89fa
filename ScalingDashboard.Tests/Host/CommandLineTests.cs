using System.Net;
using System.Net.Sockets;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Host;

/// <summary>What somebody sees who types a command: one line when it is refused, a secret alone on the last line.</summary>
[Trait("Ring", "Web")]
public sealed class CommandLineTests : IDisposable
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"scaling-run-{Guid.CreateVersion7():N}");

    public void Dispose()
    {
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData("--demo must", "--demo", "bakery")]
    [InlineData("--port must", "--port", "99999")]
    [InlineData("--port must", "--port", "http")]
    [InlineData("--data", "--data")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("--can", "keys", "create", "--name", "n", "--can", "fly")]
    [InlineData("--name", "keys", "create", "--can", "read")]
    [InlineData("--role must", "users", "create", "--email", "a@example.com", "--role", "king")]
    public async Task Bad_arguments_are_refused_in_one_line(string hint, params string[] arguments)
    {
        await using var run = await ProductProcess.RunAsync([.. arguments]);

        run.ExitCode.ShouldBe(2);
        var line = run.Errors.Where(l => l.Length > 0).ShouldHaveSingleItem();
        foreach (var word in hint.Split(' '))
            line.ShouldContain(word);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Occupied_port_is_refused_before_anything_starts()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var run = await ProductProcess.RunAsync("--port", $"{port}", "--data", _data);

        run.ExitCode.ShouldBe(1);
        run.Errors.Where(l => l.Length > 0).ShouldHaveSingleItem().ShouldContain($"Port {port} is in use");
        Directory.Exists(_data).ShouldBeFalse();
    }

    [Fact]
    public async Task Whole_life_of_an_installation()
    {
        var port = $"{FreePorts.Next()}";
        await using (var serving = ProductProcess.Start("--demo", "none", "--port", port, "--data", _data))
        {
            await serving.ReadyAsync();
            serving.Output.ShouldContain(line => line.Contains($"http://localhost:{port}", StringComparison.Ordinal));
            serving.Output.ShouldContain(line => line.Contains("./run users create", StringComparison.Ordinal));

            // Another terminal, while it runs.
            await using var key = await ProductProcess.RunAsync("keys", "create", "--name", "feed", "--can", "ingest,read", "--data", _data);
            key.ExitCode.ShouldBe(0, string.Join('\n', key.Errors));
            key.Output.ShouldHaveSingleItem().ShouldStartWith("sd_");
            using var client = new HttpClient { BaseAddress = new($"http://localhost:{port}") };
            client.DefaultRequestHeaders.Authorization = new("Bearer", key.Output[0]);
            (await client.GetAsync(new Uri("/api/v1/metrics", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

            await using var second = await ProductProcess.RunAsync("--port", $"{FreePorts.Next()}", "--data", _data);
            second.ExitCode.ShouldBe(1);
            second.Errors.Where(l => l.Length > 0).ShouldHaveSingleItem().ShouldContain($"process {serving.Id}");

            await serving.SignalAsync("INT");
            await serving.EndAsync();
            serving.ExitCode.ShouldBe(0);
            serving.Errors.ShouldBeEmpty();
        }

        // And when it does not run: the command brings the database up and takes it down.
        await using var list = await ProductProcess.RunAsync("keys", "list", "--data", _data);
        list.ExitCode.ShouldBe(0, string.Join('\n', list.Errors));
        list.Output.ShouldHaveSingleItem().ShouldContain("feed");
        await using var password = await ProductProcess.RunAsync("users", "create", "--email", "a@example.com", "--role", "admin", "--data", _data);
        password.ExitCode.ShouldBe(0, string.Join('\n', password.Errors));
        password.Output.ShouldHaveSingleItem().Length.ShouldBeGreaterThan(11);
    }

    [Fact]
    public async Task Interrupted_start_leaves_nothing_running()
    {
        await using var run = ProductProcess.Start("--demo", "none", "--port", $"{FreePorts.Next()}", "--data", _data);
        // The server's files appear first; at that moment the start is in the middle of things.
        await Eventually.TrueAsync(() => Directory.Exists(Path.Combine(_data, "server")), TimeSpan.FromMinutes(1));

        await run.SignalAsync("INT");
        await run.EndAsync();

        run.ExitCode.ShouldBeOneOf(130, 0);
        ScalingDashboard.Platform.Data.Postgres.ServerProcesses.Postmasters(Path.Combine(_data, "server", "cluster")).ShouldBeEmpty();
    }
}
