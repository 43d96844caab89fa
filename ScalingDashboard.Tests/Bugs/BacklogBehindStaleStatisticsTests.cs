using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Bugs;

/// <summary>A backlog that grew faster than PostgreSQL's statistics made the taking of marks quadratic: the roll-up stood
/// still for minutes while a demo company was loaded.</summary>
[Trait("Ring", "Web")]
public sealed class BacklogBehindStaleStatisticsTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Backlog = """
        INSERT INTO dirty_buckets (late, batch_id, metric_id, hour, unit_ids, system_ids)
        SELECT true, 1, 1, timestamptz '2026-01-01 00:00+00' + (n / 300) * interval '1 hour', ARRAY[n % 300], ARRAY[0] FROM generate_series(1, 300000) n
        """;

    [Fact]
    public async Task A_backlog_is_taken_whatever_the_statistics_say()
    {
        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        await ExecuteAsync("ALTER TABLE dirty_buckets SET (autovacuum_enabled = false)");
        await ExecuteAsync(Backlog);
        // Pages full of deleted rows, looked at while nothing lived in them: the table counts as empty ever after.
        await ExecuteAsync("DELETE FROM dirty_buckets");
        await ExecuteAsync("ANALYZE dirty_buckets");
        await ExecuteAsync(Backlog);

        // It takes seconds; the quadratic plan took longer than this for a fraction of it.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<RollupWork>().RunAsync(patience.Token);

        await using var left = database.CreateCommand("SELECT count(*) FROM dirty_buckets");
        (await left.ExecuteScalarAsync()).ShouldBe(0L);

        async Task ExecuteAsync(string sql)
        {
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
