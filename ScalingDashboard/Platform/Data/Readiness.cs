using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ScalingDashboard.Platform.Data;

/// <summary>Ready means: migrated, seeded, and the database answers now. Open to everybody, so probed at most once a second.</summary>
internal sealed class Readiness(NpgsqlDataSource database, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Task<HealthCheckResult>? _probe;
    private long _probedAt;
    private volatile bool _isPrepared;

    /// <summary>Migrations and seeds are through.</summary>
    public void MarkPrepared() => _isPrepared = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_probe is null || clock.GetElapsedTime(_probedAt) > Fresh)
                (_probe, _probedAt) = (ProbeAsync(), clock.GetTimestamp());
            // Shared by all who ask: one asker's cancellation must not end it.
            return _probe.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthCheckResult> ProbeAsync()
    {
        if (!_isPrepared)
            return HealthCheckResult.Unhealthy("The database is being prepared.");
        try
        {
            using var limit = new CancellationTokenSource(Patience, clock);
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
