using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>Waiting until what was sent is rolled up and the host knows it.</summary>
internal static class RolledUp
{
    public static async Task RolledUpAsync(this AppFactory app)
    {
        var versions = app.Services.GetRequiredService<RollupVersions>();
        var known = new SemaphoreSlim(0);
        using var subscription = app.Services.GetRequiredService<LiveFeed>().Subscribe([RollupTopics.Any], () => known.Release());
        // By doing it: when the work returns, no mark of a committed reading is left.
        await app.Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None);
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT coalesce(max(version), 0) FROM rollup_versions");
        var newest = (long)(await command.ExecuteScalarAsync())!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (versions.Newest < newest)
            await known.WaitAsync(patience.Token);
    }
}
