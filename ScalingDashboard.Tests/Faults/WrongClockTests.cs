using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Measurement;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Whoever has a wrong clock, sender or host, does not move the present (requirement 6): what is ahead is refused, the newest
/// reading is the one that was true last and not the one that came last, passes of the roll-up never go back. The twin lets a
/// reading of tomorrow past the door.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class WrongClockTests
{
    private const string Metric = "adoption.headcount";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Clock_of_a_sender_or_a_host_that_is_wrong_does_not_move_the_present() =>
        (await DifferencesAsync(pastTheDoor: false)).ShouldBeEmpty();

    [Fact]
    public async Task Clock_mutation_a_reading_of_tomorrow_past_the_door_is_found() =>
        (await DifferencesAsync(pastTheDoor: true)).ShouldContain(difference => difference.StartsWith("future:", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> DifferencesAsync(bool pastTheDoor)
    {
        await using var product = await FreshProduct.StartAsync();
        var differences = new List<string>();
        var now = product.Clock.GetUtcNow();

        await SendAsync(now - 2 * Hour, "10", null);
        await SendAsync(now - 1 * Hour, "20", null);
        await SendAsync(now + TimeSpan.FromMinutes(11), "99", "future-time");
        await SendAsync(now.AddDays(1), "99", "future-time");
        await SendAsync(new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero), "99", "future-time");
        await SendAsync(DateTimeOffset.UnixEpoch, "99", "too-old");
        await SendAsync(DateTimeOffset.UnixEpoch.AddSeconds(-1), "99", "too-old");
        await product.RolledUpAsync();

        // The host's own clock goes wrong. What it knows stays in the order in which it was true.
        product.Clock.Advance(-Hour);
        await SendAsync(now, "99", "future-time");
        await SendAsync(now - 1.5 * Hour, "15", null);
        await product.RolledUpAsync();
        product.Clock.Advance(2 * Hour);
        await SendAsync(now - 1.75 * Hour, "12", null);
        await product.RolledUpAsync();
        product.Clock.Advance(-Hour);

        if (pastTheDoor)
        {
            var catalog = product.Services.GetRequiredService<MetricCatalog>().Current;
            var tomorrow = new Reading(catalog.FindMetric(Metric)!.Id, catalog.FindUnit(FaultRig.Unit)!.Id, 0, now.AddDays(1), "", 99, null);
            await product.Services.GetRequiredService<ReadingWriter>().WriteAsync("past the door", [tomorrow], CancellationToken.None);
        }
        await product.RolledUpAsync();
        var (from, to) = (Day(now.AddDays(-1)), Day(now.AddDays(2)));
        var points = (await product.GetAsync($"/api/v1/metrics/{Metric}/series?bucket=day&from={from}&to={to}&unit={FaultRig.Unit}")).GetProperty("points").EnumerateArray()
            .Select(p => p.GetProperty("value")).Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetDecimal()).ToList();
        if (points[^1] != 20)
            differences.Add($"order: the newest value is {points[^1]}, of {string.Join(", ", points)}");
        if (await product.CountAsync($"readings WHERE at > now() + interval '{ReadingRules.FutureTolerance.TotalMinutes} minutes'") is > 0 and var ahead)
            differences.Add($"future: {ahead} readings are ahead of the present");
        if (await product.CountAsync("rollup_days WHERE last_at > now() + interval '10 minutes'") is > 0 and var days)
            differences.Add($"future: the newest reading of {days} days is ahead of the present");
        if (await product.CountAsync("(SELECT at, lag(at) OVER (ORDER BY pass) AS before FROM rollup_log) l WHERE at <= before") is > 0 and var back)
            differences.Add($"passes: {back} are earlier than the one before");
        return differences;

        async Task SendAsync(DateTimeOffset at, string value, string? refusal)
        {
            var answer = await product.IngestAsync($"metric,unit,at,value\n{Metric},{FaultRig.Unit},{at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)},{value}\n");
            var said = answer.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()).SingleOrDefault();
            if (said != refusal)
                differences.Add($"door: {at:u} was answered '{said ?? "taken"}' and not '{refusal ?? "taken"}'");
        }
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
