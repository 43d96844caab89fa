using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Imports;

/// <summary>Writes down how far a step has come, and how it ended. A run that was overtaken changes nothing.</summary>
internal sealed class ImportProgress(IDbContextFactory<ScalingDb> databases, LivePublisher live, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Runs what keeps a processor busy, and says every second how far it is.</summary>
    /// <param name="done">How far it is, 0 to 1; may be asked at any time.</param>
    public async Task<T> WatchAsync<T>(ImportWork work, Func<double> done, Func<T> step)
    {
        var running = Task.Run(step);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(Pace, clock));
            if (!running.IsCompleted)
                await UpdateAsync(work, set => set.SetProperty(i => i.Progress, done()).SetProperty(i => i.MovedAt, clock.GetUtcNow()), CancellationToken.None);
        }
        return await running;
    }

    /// <summary>Ends the step in a state, together with what it brought.</summary>
    public Task EndAsync(ImportWork work, ImportState state, Action<UpdateSettersBuilder<Import>> result, CancellationToken cancellationToken) => UpdateAsync(work, set =>
    {
        set.SetProperty(i => i.State, state).SetProperty(i => i.Progress, 0).SetProperty(i => i.MovedAt, clock.GetUtcNow());
        result(set);
    }, cancellationToken);

    private async Task UpdateAsync(ImportWork work, Action<UpdateSettersBuilder<Import>> change, CancellationToken cancellationToken)
    {
        var (id, state) = (work.Import.Id, work.State);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Set<Import>().Where(i => i.Id == id && i.State == state).ExecuteUpdateAsync(change, cancellationToken);
        await live.PublishAsync([Import.TopicOf(id), Import.TopicOf(work.Importer.Id)], cancellationToken);
    }
}
