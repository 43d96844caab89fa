using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Overload is said, not hidden (requirement 10): several times as many batches at once as the gate lets in. What is
/// acknowledged is stored, the rest is told to come back, and boards are answered all the while. The twin opens the gate for all.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class OverloadTests(ITestOutputHelper output)
{
    private const int Senders = 60;

    // Ten minutes is the full figure.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("SCALING_OVERLOAD_SECONDS"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : 8);

    [Fact]
    public async Task Overload_is_refused_with_a_time_to_come_back_and_boards_are_answered() =>
        (await DifferencesAsync(Duration, ("Ingestion:AtOnce", "4"), ("Ingestion:Waiting", "8"))).ShouldBeEmpty();

    [Fact]
    public async Task Overload_mutation_with_an_open_gate_is_found() =>
        (await DifferencesAsync(TimeSpan.FromSeconds(5), ("Ingestion:AtOnce", "256"), ("Ingestion:Waiting", "1000")))
            .ShouldContain("hidden: nobody was told to come back");

    private async Task<IReadOnlyList<string>> DifferencesAsync(TimeSpan duration, params (string Key, string Value)[] settings)
    {
        await using var rig = await FaultRig.StartAsync(1, settings);
        using var flood = new Flood(rig.Key);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", rig.Key);
        var differences = new List<string>();
        var board = new Uri(rig.Host.Address, "/api/v1/dashboard");
        var calm = await LookAsync(client, board, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System), differences);
        var busy = await LookAsync(client, board, flood.RunAsync(rig.Host.Address, Senders, duration), differences);

        // At once as before: one after the other, each is taken.
        using var after = new Flood(await FaultRig.CreateKeyAsync(rig.Server.ConnectionString, "after"));
        await after.RunAsync(rig.Host.Address, senders: 1, TimeSpan.FromSeconds(1));
        if (after.Answers.Keys.Any(status => status != 200))
            differences.Add($"afterwards: {string.Join(", ", after.Answers)}");

        var stored = await rig.Server.RowsAsync(
            "select split_part(event_key, '-', 1)::int, count(*) from readings r join sources s on s.id = r.source_id where s.name = 'feeder' group by 1",
            row => (Batch: row.GetInt32(0), Count: row.GetInt64(1)));
        differences.AddRange(flood.Accepted.Except(stored.Where(batch => batch.Count == Flood.BatchSize).Select(batch => batch.Batch)).Select(batch => $"lost: batch {batch}"));
        differences.AddRange(stored.Select(batch => batch.Batch).Except(flood.Accepted).Select(batch => $"surplus: batch {batch}"));
        differences.AddRange(flood.Answers.Where(answer => answer.Key is not (200 or 429 or 503)).Select(answer => $"answer: {answer.Value} x {answer.Key}"));
        if (!flood.Answers.ContainsKey(429))
            differences.Add("hidden: nobody was told to come back");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Senders} senders, {duration.TotalSeconds:0} s: {string.Join(", ", flood.Answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Value} x {answer.Key}"))}; boards: {calm.Count} calm, p95 {P95(calm):0} ms; {busy.Count} busy, p95 {P95(busy):0} ms"));
        return differences;
    }

    private static async Task<List<double>> LookAsync(HttpClient client, Uri board, Task until, List<string> differences)
    {
        var took = new List<double>();
        while (!until.IsCompleted)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(board);
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (!answer.IsSuccessStatusCode)
                differences.Add($"board: {(int)answer.StatusCode}");
        }
        await until;
        return took;
    }

    private static double P95(List<double> took) => took.Order().ElementAt((took.Count - 1) * 95 / 100);
}
