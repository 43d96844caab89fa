using System.Diagnostics;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Runs passes until no mark is left and tells every host after each.</summary>
public sealed class RollupWork(NpgsqlDataSource database, ReportingCalendar calendar, LivePublisher live, TimeProvider clock, ILogger<RollupWork> log)
{
    /// <summary>Marks per pass: a pass of live readings takes milliseconds, a full one of a backlog about a second.</summary>
    public const int PassLimit = 10_000;

    /// <summary>Hour buckets are kept for this long; older readings go to day buckets only.</summary>
    public static readonly TimeSpan HoursKept = TimeSpan.FromDays(100);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        PassOutcome outcome;
        do
        {
            outcome = await RunPassAsync(cancellationToken);
            if (outcome.Metrics > 0)
                await live.PublishAsync([RollupTopics.Changed], cancellationToken);
        }
        while (outcome.Marks >= PassLimit);
    }

    private async Task<PassOutcome> RunPassAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var pass = new RollupPass(connection, transaction, calendar.Zone.Id, clock.GetUtcNow() - HoursKept);
        var outcome = await pass.RunAsync(PassLimit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (outcome.Marks > 0)
            RollupLog.PassDone(log, outcome.Marks, outcome.Metrics, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return outcome;
    }
}
