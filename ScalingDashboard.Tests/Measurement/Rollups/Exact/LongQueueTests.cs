using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Exact;

/// <summary>A queue that takes several passes: after none of them does a bucket say what was never true.</summary>
[Trait("Ring", "Web")]
public sealed class LongQueueTests(LongQueueTests.ShortPasses app) : IClassFixture<LongQueueTests.ShortPasses>
{
    private const string Metric = "impact.cost_savings.cashable", Unit = "FIN-DE";

    /// <summary>Each pass takes one hour of a series.</summary>
    public sealed class ShortPasses() : AppFactory("none", ("Rollups:PassLimit", "1"));

    [Fact]
    public async Task Reading_whose_correction_waits_for_the_next_pass_counts_once()
    {
        await app.AddUnitAsync(Unit);
        await SendAsync("x", 1);
        await RollUpAsync();
        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var connection = await database.OpenConnectionAsync())
        {
            // No pass meanwhile.
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({KnowledgeLock.Key})", connection, transaction);
            await hold.ExecuteNonQueryAsync();
            // The first pass computes the hour from its readings, and finds 20; the second could add the 10 that became 20.
            await SendAsync("x", 2);
            await SendAsync("a", 10);
            await SendAsync("a", 20);
            await SendAsync("b", 100);
        }
        await RollUpAsync();
        foreach (var table in new[] { "rollup_hours", "rollup_days" })
        {
            await using var said = database.CreateCommand($"SELECT value FROM (SELECT value, pass FROM {table} UNION ALL SELECT value, pass FROM {table}_history) v ORDER BY pass");
            await using var reader = await said.ExecuteReaderAsync();
            var values = new List<decimal>();
            while (await reader.ReadAsync())
                values.Add(reader.GetDecimal(0));
            values.ShouldBe([1m, 22m, 122m], table);
        }
    }

    private Task RollUpAsync() => app.Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None);

    private Task<JsonElement> SendAsync(string key, int value) => app.IngestAsync(string.Create(CultureInfo.InvariantCulture,
        $"metric,unit,at,value,key\n{Metric},{Unit},{app.Clock.GetUtcNow().Date:yyyy-MM-dd}T00:00:00Z,{value},{key}\n"));
}
