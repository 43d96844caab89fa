using System.Net;
using System.Net.Sockets;
using System.Text;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Senders that drip, so that each keeps what others need (requirement 9): headers that never end, and bodies that arrive byte
/// by byte with a good key. They are shown out, and nobody else notices. The twin takes bodies as slow as they come.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class SlowSendersTests(ITestOutputHelper output)
{
    private const int Headers = 100, Bodies = 12;
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Headers are shown out after 15 seconds, bodies before that.
    private static readonly TimeSpan TwinPatience = TimeSpan.FromSeconds(18);

    [Fact]
    public async Task Slow_senders_are_shown_out_and_others_are_served() =>
        (await DifferencesAsync(Patience)).ShouldBeEmpty();

    [Fact]
    public async Task Slow_senders_mutation_without_a_least_speed_are_found() =>
        (await DifferencesAsync(TwinPatience, ("Ingestion:LeastKilobytesPerSecond", "0"))).ShouldContain($"held: {Bodies} bodies");

    private async Task<IReadOnlyList<string>> DifferencesAsync(TimeSpan patience, params (string Key, string Value)[] settings)
    {
        await using var rig = await FaultRig.StartAsync(1, settings);
        using var over = new CancellationTokenSource();
        var slowKey = await FaultRig.CreateKeyAsync(rig.Server.ConnectionString, "slow");
        var heads = Enumerable.Range(0, Headers).Select(_ => DripAsync(rig.Host.Address, "GET / HTTP/1.1\r\nX-Slow: ", 1, over.Token)).ToList();
        // Faster than the server would take for asleep by itself.
        var bodies = Enumerable.Range(0, Bodies).Select(_ => DripAsync(
            rig.Host.Address, $"POST /api/v1/readings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {slowKey}\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n", 500, over.Token)).ToList();
        await using var feeder = rig.Feed(rig.Host, senders: 2);
        await feeder.AcknowledgedAsync(50);
        await Task.WhenAny(Task.WhenAll([.. heads, .. bodies]), Task.Delay(patience, TimeProvider.System, over.Token));
        await feeder.AcknowledgedAsync(50);
        await feeder.SettleAsync();

        var differences = new List<string>();
        foreach (var (what, senders) in new[] { ("headers", heads), ("bodies", bodies) })
            if (senders.Count(sender => !sender.IsCompleted) is > 0 and var held)
                differences.Add($"held: {held} {what}");
        differences.AddRange(feeder.Failures.Select(failure => $"others: {failure}"));
        await over.CancelAsync();
        var answers = await Task.WhenAll(heads.Concat(bodies));
        output.WriteLine($"{string.Join(", ", answers.CountBy(answer => answer).Select(answer => $"{answer.Value} x {answer.Key}"))}; the other sender: {feeder.Ledger.Count} batches; {string.Join(", ", differences)}");
        return differences;
    }

    /// <summary>Sends a beginning and then so many bytes twice a second, until it is answered or the connection ends.</summary>
    private static async Task<int> DripAsync(Uri host, string beginning, int bytes, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, host.Port, cancellationToken);
            var stream = socket.GetStream();
            var answer = RawRequest.StatusAsync(stream, cancellationToken);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), cancellationToken);
            var drop = Encoding.ASCII.GetBytes(new string('a', bytes));
            while (await Task.WhenAny(answer, Task.Delay(Drip, TimeProvider.System, cancellationToken)) != answer)
                await stream.WriteAsync(drop, cancellationToken);
            return await answer;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return 0;
        }
    }
}
