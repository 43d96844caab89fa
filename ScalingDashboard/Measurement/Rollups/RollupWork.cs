using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Runs passes until no mark is left and tells every host after each.</summary>
public sealed class RollupWork(
    NpgsqlDataSource database, ReportingCalendar calendar, LivePublisher live, WaitingReadings waiting, IOptions<RollupOptions> options, TimeProvider clock, ILogger<RollupWork> log) : IDisposable
{
    /// <summary>Marks of the backlog per pass: what is live waits for no longer than one of these takes.</summary>
    private const int BacklogLimit = 4_000;

    /// <summary>Hour buckets are kept for this many days; older readings go to day buckets only.</summary>
    public const int DaysWithHours = 100;

    // Two at it on one host would take half as many marks in twice as many passes.
    private readonly SemaphoreSlim _running = new(1, 1);

    /// <summary>Returns when no mark is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await RunRoundAsync(cancellationToken))
        {
        }
    }

    /// <summary>One pass of what is live; where nothing is, all of the backlog until something is.</summary>
    /// <returns>False when no mark was left.</returns>
    public async Task<bool> RunRoundAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        try
        {
            PassOutcome outcome;
            do
            {
                outcome = await RunPassAsync(cancellationToken);
                if (outcome.Marks > 0)
                    await live.PublishAsync([RollupTopics.Changed], cancellationToken);
            }
            while (outcome is { Marks: > 0, IsLive: false });
            return outcome.Marks > 0;
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async Task<PassOutcome> RunPassAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var since = waiting.Take();
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var pass = new RollupPass(connection, transaction, calendar, clock);
            var outcome = await pass.RunAsync(options.Value.PassLimit, BacklogLimit, since, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (outcome.Marks > 0)
                RollupLog.PassDone(log, outcome.Marks, outcome.Pass, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return outcome;
        }
        catch
        {
            waiting.PutBack(since);
            throw;
        }
    }
}
