using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Data.Postgres;

/// <summary>The private server starts whatever a killed run left behind, and refuses in one line what it cannot mend.</summary>
[Trait("Ring", "Database")]
public sealed class EmbeddedServerTests(PrivateServerFixture fixture) : IClassFixture<PrivateServerFixture>
{
    [Fact]
    public async Task Server_is_closed_to_the_network_and_safe_by_its_settings()
    {
        await using var server = fixture.Server();
        await server.StartAsync(CancellationToken.None);

        async Task<string> Setting(string name) => await PrivateServerFixture.AskAsync(server.ConnectionString, $"show {name}");
        (await Setting("listen_addresses")).ShouldBe("");
        (await Setting("data_checksums")).ShouldBe("on");
        (await Setting("fsync")).ShouldBe("on");
        (await Setting("synchronous_commit")).ShouldBe("on");
        (await Setting("server_encoding")).ShouldBe("UTF8");
        (await Setting("is_superuser")).ShouldBe("off");
        File.ReadLines(Path.Combine(fixture.Data.Cluster, "pg_hba.conf")).Where(line => line.Length > 0 && line[0] != '#')
            .ShouldAllBe(line => line.EndsWith("scram-sha-256", StringComparison.Ordinal));
        File.GetUnixFileMode(Path.Combine(fixture.Folder, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Pid_file_of_a_stranger_does_not_stop_the_start()
    {
        // This very process lives and is no postmaster; as an ordinary user it even is our own, which fools PostgreSQL.
        File.WriteAllText(fixture.PidFile, $"{Environment.ProcessId}\n{fixture.Data.Cluster}\n1700000000\n5432\n\n\n 1 2\nready\n");

        await using var server = fixture.Server();
        await server.StartAsync(CancellationToken.None);

        (await PrivateServerFixture.AskAsync(server.ConnectionString, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task Server_left_over_from_a_killed_run_is_stopped_and_started_anew()
    {
        await KillARunAsync();
        var left = ServerProcesses.Postmasters(fixture.Data.Cluster).ShouldHaveSingleItem();

        await using var server = fixture.Server();
        await server.StartAsync(CancellationToken.None);

        ServerProcesses.Postmasters(fixture.Data.Cluster).ShouldHaveSingleItem().ShouldNotBe(left);
    }

    [Fact]
    public async Task Server_killed_together_with_its_run_recovers()
    {
        await KillARunAsync();
        // In a container without init it now stays as a zombie, under the number that its files name.
        using (var postmaster = Process.GetProcessById(ServerProcesses.Postmasters(fixture.Data.Cluster).Single()))
            postmaster.Kill();

        await using var server = fixture.Server();
        await server.StartAsync(CancellationToken.None);

        (await PrivateServerFixture.AskAsync(server.ConnectionString, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task Second_run_on_the_same_data_is_refused_and_names_the_first()
    {
        await using var first = fixture.Server();
        await first.StartAsync(CancellationToken.None);

        await using var second = fixture.Server();
        var refusal = await Should.ThrowAsync<StartRefused>(second.StartAsync(CancellationToken.None));

        refusal.Message.ShouldContain($"process {Environment.ProcessId}");
        refusal.Message.ShouldNotContain("\n");
        await second.StopAsync(CancellationToken.None);
        (await PrivateServerFixture.AskAsync(first.ConnectionString, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task Command_joins_a_running_product_and_leaves_it_running()
    {
        await using var serving = fixture.Server();
        await serving.StartAsync(CancellationToken.None);

        await using (var command = fixture.Server(join: true))
        {
            await command.StartAsync(CancellationToken.None);
            (await PrivateServerFixture.AskAsync(command.ConnectionString, "select 1")).ShouldBe("1");
        }

        (await PrivateServerFixture.AskAsync(serving.ConnectionString, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task Stopped_server_leaves_no_process_and_no_socket()
    {
        await using (var server = fixture.Server())
            await server.StartAsync(CancellationToken.None);

        ServerProcesses.Postmasters(fixture.Data.Cluster).ShouldBeEmpty();
        ServerProcesses.Children(ServerSettings.ClusterName(fixture.Data)).ShouldBeEmpty();
        Directory.EnumerateFiles(ServerSettings.SocketFolder(fixture.Data), ".s.PGSQL*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/proc/scaling-dashboard")]
    [InlineData("/dev/null/data")]
    public async Task Folder_that_cannot_be_written_is_refused(string folder) =>
        (await RefusalAsync(new() { DataFolder = folder })).ShouldContain("cannot be written");

    [Fact]
    public async Task Disk_that_is_nearly_full_is_refused() =>
        (await RefusalAsync(new() { DataFolder = fixture.Folder, MinimumFreeMegabytes = 1_000_000_000 })).ShouldContain("MB are needed");

    [Fact]
    public async Task Missing_programs_are_refused_with_the_remedy() =>
        (await RefusalAsync(new() { DataFolder = fixture.Folder, BinFolder = "/usr/share" })).ShouldContain("Postgres:BinFolder");

    [Fact]
    public async Task Old_version_is_refused_with_the_remedy()
    {
        var folder = Directory.CreateTempSubdirectory("scaling-old-");
        folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var file = Path.Combine(folder.FullName, program);
            File.WriteAllText(file, "#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n");
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }

        var refusal = await RefusalAsync(new() { DataFolder = fixture.Folder, BinFolder = folder.FullName });

        folder.Delete(recursive: true);
        refusal.ShouldContain("15");
        refusal.ShouldContain("only 14");
    }

    [Fact]
    public async Task Lost_password_is_refused_not_replaced()
    {
        var file = Path.Combine(fixture.Folder, "password");
        var aside = $"{file}.aside";
        File.Move(file, aside);

        var refusal = await RefusalAsync(new() { DataFolder = fixture.Folder });

        File.Move(aside, file);
        refusal.ShouldContain("password");
    }

    [Fact]
    public void Path_too_long_for_a_socket_gets_a_short_private_folder()
    {
        ServerSettings.SocketFolder(fixture.Data).ShouldNotBe(fixture.Data.Server, "the fixture's path has a comma");
        (ServerSettings.SocketFolder(fixture.Data).Length + "/.s.PGSQL.5432.lock".Length).ShouldBeLessThan(107);
    }

    private async Task KillARunAsync()
    {
        await using var run = ProductProcess.Start("--demo", "none", "--port", $"{FreePorts.Next()}", "--data", fixture.Folder);
        await run.ReadyAsync();
        await run.SignalAsync("KILL");
        await run.EndAsync();
    }

    private static async Task<string> RefusalAsync(PostgresOptions options)
    {
        await using var server = new EmbeddedServer(Options.Create(options), TimeProvider.System, NullLogger<EmbeddedServer>.Instance);
        var message = (await Should.ThrowAsync<StartRefused>(async () =>
        {
            _ = server.ConnectionString;
            await server.StartAsync(CancellationToken.None);
        })).Message;
        message.ShouldNotContain("\n");
        return message;
    }
}
