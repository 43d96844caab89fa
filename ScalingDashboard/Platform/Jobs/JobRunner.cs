using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>Runs one job once: in a scope of its own, measured, with one line in the log.</summary>
internal sealed class JobRunner(
    IEnumerable<JobRegistration> registrations, IServiceScopeFactory scopes, JobMeter meter,
    IOptions<JobsOptions> options, ILogger<JobRunner> log)
{
    /// <summary>A job that comes round more often than this speaks up only when it fails or is slow.</summary>
    private static readonly TimeSpan Frequent = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, JobRegistration> _registrations =
        registrations.ToDictionary(r => r.Name, StringComparer.Ordinal);

    // Bounded by the number of runs at once.
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _running = new();

    /// <summary>Completes when the runs that are under way now have ended.</summary>
    public Task WhenIdle => Task.WhenAll(_running.Values.Select(run => run.Task));

    public async Task RunAsync(JobRun run, string id, CancellationToken cancellationToken)
    {
        var ended = _running.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var started = Stopwatch.GetTimestamp();
        try
        {
            await RunInScopeAsync(Find(run.Job), run, cancellationToken);
            Succeeded(run, Stopwatch.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var took = Stopwatch.GetElapsedTime(started);
            meter.Ran(run.Job, "cancelled", took);
            log.Cancelled(run.Job, run.Argument, took.TotalMilliseconds);
            throw;
        }
        catch (Exception e)
        {
            var took = Stopwatch.GetElapsedTime(started);
            meter.Ran(run.Job, "failed", took);
            // A database in trouble is no fault of the job, and a stack trace of it every few seconds would hide one that is.
            if (DatabaseTrouble.Explain(e) is not null)
                log.PutOff(run.Job, run.Argument, run.Attempt, e.Message, took.TotalMilliseconds);
            else
                log.Failed(e, run.Job, run.Argument, run.Attempt, run.IsLastAttempt, took.TotalMilliseconds);
            throw;
        }
        finally
        {
            _running.TryRemove(id, out _);
            ended.SetResult();
        }
    }

    private async Task RunInScopeAsync(JobRegistration registration, JobRun run, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var job = (Job)scope.ServiceProvider.GetRequiredService(registration.Type);
        await job.RunAsync(run, cancellationToken);
    }

    // A name without a registration is one that a newer or older version stored: it fails, is recorded and retried.
    private JobRegistration Find(string name) => _registrations.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"The job '{name}' is not part of this version.");

    private void Succeeded(JobRun run, TimeSpan took)
    {
        meter.Ran(run.Job, "succeeded", took);
        var quiet = _registrations[run.Job].Every < Frequent && took < options.Value.Slow;
        log.Succeeded(quiet ? LogLevel.Debug : LogLevel.Information, run.Job, run.Argument, run.Attempt, took.TotalMilliseconds);
    }
}
