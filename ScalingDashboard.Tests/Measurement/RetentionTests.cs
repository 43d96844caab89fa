using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>Readings are dropped by the month; what was made of them stays, and cannot be spoilt by late ones.</summary>
[Trait("Ring", "Web")]
public sealed class RetentionTests(RetentionTests.Installation app) : IClassFixture<RetentionTests.Installation>
{
    private const string Metric = "impact.ai_cost";

    /// <summary>Keeps readings for five months.</summary>
    public sealed class Installation() : AppFactory("none", ("Readings:KeepMonths", "5"));

    [Fact]
    public async Task Old_readings_go_their_figures_stay_and_late_ones_are_refused()
    {
        await app.AddUnitAsync("A");
        var day = app.Clock.GetUtcNow().AddDays(-3);
        var batch = (await SendAsync(day, 100)).GetProperty("batch").GetInt64();
        await app.RolledUpAsync();

        app.Clock.Advance(TimeSpan.FromDays(200));
        await ActivatorUtilities.CreateInstance<RetentionJob>(app.Services).RunAsync(new JobRun("retention", null, app.Clock.GetUtcNow(), 1, false), CancellationToken.None);

        (await ScalarAsync("SELECT count(*) FROM readings")).ShouldBe(0);
        (await PointAsync(day)).ShouldBe(100);
        var late = await SendAsync(day.AddMinutes(1), 5);
        late.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("too-old");
        using var withdrawal = await app.SendAsync(new(HttpMethod.Delete, $"/api/v1/batches/{batch}"), await app.CreateKeyAsync("ingest", "manage"));
        ((int)withdrawal.StatusCode).ShouldBe(422);

        // A mark that comes late all the same, from a host whose clock is behind.
        await ScalarAsync($"INSERT INTO dirty_buckets (late, metric_id, hour, batch_id, unit_ids, system_ids) SELECT true, id, '{day.UtcDateTime:yyyy-MM-dd HH}:00Z', 1, ARRAY[(SELECT max(id) FROM business_units)], ARRAY[0] FROM metrics WHERE key = '{Metric}' RETURNING 0::bigint");
        await app.RolledUpAsync();
        (await PointAsync(day)).ShouldBe(100);
    }

    private Task<JsonElement> SendAsync(DateTimeOffset at, decimal value) =>
        app.IngestAsync(FormattableString.Invariant($"metric,unit,at,value\n{Metric},A,{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z,{value}"));

    private async Task<decimal> PointAsync(DateTimeOffset day)
    {
        var series = await app.GetAsync(FormattableString.Invariant($"/api/v1/metrics/{Metric}/series?from={day.UtcDateTime:yyyy-MM-dd}&to={day.UtcDateTime:yyyy-MM-dd}"));
        return series.GetProperty("points").EnumerateArray().Single().GetProperty("value").GetDecimal();
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
