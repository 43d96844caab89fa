using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>A real primary and a real streaming standby on loopback, both named in the connection string.</summary>
[Trait("Ring", "Fault")]
public sealed class StandbyTests
{
    private const string Metric = "impact.cost_savings.cashable";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task History_is_read_from_a_standby_that_has_come_that_far_and_from_the_primary_otherwise()
    {
        await using var primary = await FaultRig.StartServerAsync();
        await using var standby = await primary.StartStandbyAsync();
        // What a host has in its memory it reads from neither.
        await using var app = new ProductOn(standby.BesideConnectionString(primary), ("Rollups:MirrorMegabytes", "0"));
        await app.InitializeAsync();
        var early = await SendAsync(app, 7);
        await Eventually.TrueAsync(() => Note(app) == "Standby up to date", Patience);

        // What is taken away on the primary, by a hand it cannot stop, is still on the standby: so that is where it was read.
        await standby.ExecuteAsync("select pg_wal_replay_pause()");
        var late = await SendAsync(app, 5);
        (await TotalAsync(app, early)).ShouldBe(7m);
        (await TotalAsync(app, late)).ShouldBe(12m, "the standby has not come that far");
        await Eventually.TrueAsync(() => Note(app)?.EndsWith("newer figures are read from the primary", StringComparison.Ordinal) == true, Patience);
        await primary.ExecuteAsync("truncate rollup_days, rollup_days_history, rollup_hours, rollup_hours_history");
        (await TotalAsync(app, early)).ShouldBe(7m);
        (await TotalAsync(app, late)).ShouldBe(0m, "the mutation: this one is read from the primary");

        await standby.KillAsync();
        (await TotalAsync(app, early)).ShouldBe(0m, "the primary answers for a standby that is away");
        await Eventually.TrueAsync(() => Note(app) == "No standby answers: everything is read from the primary", Patience);
    }

    private static async Task<DateTimeOffset> SendAsync(ProductOn app, int value)
    {
        await app.IngestAsync(FormattableString.Invariant(
            $"metric,unit,system,at,value,weight,key\n{Metric},FIN-DE,,{app.Clock.GetUtcNow():yyyy-MM-dd}T00:00:00Z,{value},,{value}\n"));
        await app.RolledUpAsync();
        return app.Clock.GetUtcNow();
    }

    private static async Task<decimal> TotalAsync(ProductOn app, DateTimeOffset asOf)
    {
        var day = app.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var series = await app.GetAsync(FormattableString.Invariant(
            $"/api/v1/metrics/{Metric}/series?bucket=day&from={day}&to={day}&asOf={Uri.EscapeDataString(asOf.ToString("O", CultureInfo.InvariantCulture))}"));
        return series.GetProperty("points").EnumerateArray()
            .Sum(point => point.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : 0);
    }

    private static string? Note(ProductOn app) => app.Services.GetServices<IStatusNote>().Select(note => note.Text?.ToString()).SingleOrDefault(text => text is not null);
}
