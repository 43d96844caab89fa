using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Tests.Platform.Jobs;

/// <summary>One host of a cluster that runs nothing but jobs.</summary>
internal sealed class JobsNode : IAsyncDisposable
{
    private readonly IHost _host;

    public JobsNode(string connectionString, Action<IServiceCollection> register, params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IDatabaseServer>(new RunningServer(connectionString));
        builder.Services.AddLogging().AddMetrics().AddData().AddJobs();
        register(builder.Services);
        _host = builder.Build();
    }

    public IJobQueue Queue => _host.Services.GetRequiredService<IJobQueue>();

    public async Task MigrateAsync()
    {
        await using var db = await _host.Services.GetRequiredService<IDbContextFactory<ScalingDb>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
    }

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class RunningServer(string connectionString) : IDatabaseServer
    {
        public string ConnectionString => connectionString;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>What the probe jobs of all nodes of a test did, in order, and how they are to behave.</summary>
internal sealed class JobProbe
{
    private readonly Channel<JobRun> _runs = Channel.CreateUnbounded<JobRun>();

    public Func<JobRun, CancellationToken, Task> Behaviour { get; set; } = (_, _) => Task.CompletedTask;

    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        _runs.Writer.TryWrite(run);
        await Behaviour(run, cancellationToken);
    }

    /// <summary>The next run that begins; fails after a minute without one.</summary>
    public async Task<JobRun> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await _runs.Reader.ReadAsync(patience.Token);
    }

    public bool TryNext(out JobRun? run) => _runs.Reader.TryRead(out run);
}

internal sealed class ProbeJob(JobProbe probe) : Job
{
    public override Task RunAsync(JobRun run, CancellationToken cancellationToken) => probe.RunAsync(run, cancellationToken);
}
