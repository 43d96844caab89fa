using System.Globalization;
using System.Text;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// What is too large is refused early and costs next to nothing (requirement 9): bodies of a gigabyte, with and without a
/// length, bombs, and names without end, while an ordinary sender goes on. The twin lets four times as much in.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class OversizedRequestsTests(ITestOutputHelper output)
{
    private const long Gigabyte = 1L << 30;
    private const double MostMegabytes = 64;

    /// <summary>What may be on its way when the answer comes: the limit, and what the buffers of two sockets hold.</summary>
    private const long MostSent = 48L << 20;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Oversized_requests_are_refused_early_and_cost_little() =>
        (await DifferencesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task Oversized_requests_mutation_with_four_times_the_limit_is_found() =>
        (await DifferencesAsync(("Ingestion:MostMegabytes", "64"))).ShouldContain(difference => difference.StartsWith("memory", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> DifferencesAsync(params (string Key, string Value)[] settings)
    {
        await using var rig = await FaultRig.StartAsync(1, settings);
        await using var feeder = rig.Feed(rig.Host, senders: 1);
        await WarmUpAsync(rig, feeder);
        var differences = new List<string>();
        var before = rig.Host.ResidentMegabytes;
        rig.Host.ForgetPeak();

        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("impact.cost_savings.cashable,FIN-DE,2020-01-01T00:00:00Z,no number\n", 960)));
        var blank = Encoding.UTF8.GetBytes(new string(' ', 1 << 16));
        var endless = Encoding.UTF8.GetBytes(new string('a', 1 << 16));
        await ExpectAsync("20 MB with length", "POST /api/v1/readings", "text/csv", endless, 20 << 20, chunked: false);
        await ExpectAsync("1 GB with length", "POST /api/v1/readings", "text/csv", lines, Gigabyte, chunked: false);
        await ExpectAsync("1 GB in chunks", "POST /api/v1/readings", "text/csv", WithHeader(lines), Gigabyte, chunked: true);
        await ExpectAsync("1 GB of JSON in chunks", "POST /api/v1/readings", "application/json", blank, Gigabyte, chunked: true);
        await ExpectAsync("1 GB of one line in chunks", "POST /api/v1/readings", "application/x-ndjson", endless, Gigabyte, chunked: true);
        await ExpectAsync("1 GB of OTLP in chunks", "POST /v1/metrics", "application/x-protobuf", endless, Gigabyte, chunked: true);
        await ExpectAsync("1 GB to an address that takes little", "PUT /api/v1/units/FIN-DE", "application/json", blank, Gigabyte, chunked: true);
        foreach (var (path, type, text) in new[]
        {
            ("/api/v1/readings", "text/csv", "metric,unit,at,value\n"), ("/api/v1/readings", "application/json", " "),
            ("/api/v1/readings", "application/x-ndjson", "{}\n"), ("/v1/metrics", "application/x-protobuf", "\u0012\u0000"), ("/v1/metrics", "application/json", " "),
        })
        {
            var bomb = Explosives.Bomb(text, gigabytes: 10);
            await ExpectAsync($"{bomb.Length >> 20} MB that become 10 GB of {type}", $"POST {path}", $"{type}\r\nContent-Encoding: gzip", bomb, bomb.Length, chunked: false);
        }

        // Small enough, and more than there is memory for if each part of it became an object.
        await ExpectAsync("8 M empty resources", "POST /v1/metrics", "application/x-protobuf", Explosives.Repeat("\n\0"), 15 << 20, chunked: false);

        var grown = rig.Host.PeakMegabytes - before;
        await feeder.AcknowledgedAsync(1);
        await feeder.SettleAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before:0} MB before, {grown:0} MB more at most; the other sender: {feeder.Ledger.Count} batches, {string.Join(", ", feeder.Failures)}"));
        if (grown > MostMegabytes)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"memory: grew by {grown:0} MB"));
        differences.AddRange(feeder.Failures.Select(failure => $"others: {failure}"));
        return differences;

        async Task ExpectAsync(string what, string request, string type, byte[] body, long length, bool chunked)
        {
            var answer = await RawRequest.SendAsync(rig.Host.Address, $"{request} HTTP/1.1\r\nAuthorization: Bearer {rig.Key}\r\nContent-Type: {type}", body, length, chunked);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {answer.Status} after {answer.Sent >> 20} MB, {answer.Took.TotalMilliseconds:0} ms; peak {rig.Host.PeakMegabytes - before:0} MB"));
            if (answer.Status != 413)
                differences.Add($"answer: {what} was answered by {answer.Status}");
            if (answer.Sent > MostSent || answer.Took > LongestAnswer)
                differences.Add($"late: {what} was refused after {answer.Sent >> 20} MB and {answer.Took.TotalSeconds:0} s");
        }
    }

    // Code that runs for the first time, and the memory that ordinary work needs.
    private static async Task WarmUpAsync(FaultRig rig, Feeder feeder)
    {
        for (var i = 0; i < 3; i++)
        {
            using var answer = await rig.SendAsync(rig.Host, $"metric,unit,at,value\n{string.Concat(Enumerable.Range(0, 5_000).Select(n => FormattableString.Invariant($"impact.cost_savings.cashable,NOBODY,2020-01-01T00:00:00Z,{n}\n")))}");
            answer.EnsureSuccessStatusCode();
        }
        await feeder.AcknowledgedAsync(50);
    }

    private static byte[] WithHeader(byte[] lines)
    {
        var header = "metric,unit,at,value\n"u8;
        return [.. header, .. lines.AsSpan(0, lines.Length - header.Length)];
    }
}
