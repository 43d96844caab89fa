using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Tests.Platform.Jobs;

/// <summary>One host of a cluster that runs nothing but jobs.</summary>
internal sealed class JobsNode : IAsyncDisposable
{
    private readonly IHost _host;

    public JobsNode(string connectionString, Action<IServiceCollection> register, params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("ConnectionStrings:ScalingDashboard", connectionString)]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLogging().AddMetrics().AddData().AddJobs();
        register(builder.Services);
        _host = builder.Build();
    }

    public IServiceProvider Services => _host.Services;

    public IJobQueue Queue => _host.Services.GetRequiredService<IJobQueue>();

    public static async Task<JobsNode> StartedAsync(string connectionString, Action<IServiceCollection> register, params (string Key, string Value)[] settings)
    {
        var node = new JobsNode(connectionString, register, settings);
        await node.StartAsync();
        return node;
    }

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
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
