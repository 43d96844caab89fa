using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ScalingDashboard.Benchmarks.Circuits;

namespace ScalingDashboard.Benchmarks;

/// <summary>
/// Many open boards while readings arrive: how long after a reading was acknowledged its figure is on each of them, and what a board
/// costs the server. The boards are circuits without a browser (<see cref="Circuit"/>), in this process; the product is another.
/// </summary>
internal sealed class LiveBenchmark(ServedProduct product, Report report, int boards)
{
    private const string Metric = "impact.cost_savings.cashable";

    private const int Probes = 40, PerSecond = 1_000, BatchesPerSecond = 10, OpeningAtOnce = 8, WarmUp = 20;

    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(10);

    private readonly List<double> _latencies = [];
    private Probe? _probe;

    public async Task RunAsync()
    {
        await QuietAsync();
        using var wire = new Wire();
        var (client, cookie) = await product.SignInAsync();
        // The first boards compile the program; what they leave behind is no board's.
        var warm = await OpenAsync(wire, client, cookie, WarmUp);
        foreach (var circuit in warm)
            await circuit.DisposeAsync();
        var idle = product.Resident;
        var open = await OpenAsync(wire, client, cookie, boards);
        var resident = product.Resident;
        using var over = new CancellationTokenSource();
        var load = LoadAsync(over.Token);
        var (began, processor, received, drawn) = (Stopwatch.GetTimestamp(), product.Processor, wire.Received, open.Sum(c => c.Batches));
        var missed = await ProbeAsync(open, load);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (used, bytes) = (product.Processor - processor, wire.Received - received);
        await over.CancelAsync();
        await load;
        foreach (var quantile in new[] { 0.5, 0.95, 0.99 })
            report.Add(string.Create(CultureInfo.InvariantCulture, $"{boards} boards, acknowledged to drawn, p{quantile * 100:0}"), "ms", [Quantile(quantile)], quantile == 0.95 ? "500 ms or less" : "");
        report.Add($"{boards} boards, figures not seen within {Patience.TotalSeconds} s", "", [missed], "0");
        report.Add($"{boards} boards, circuits that ended", "", [open.Count(c => c.Failure is not null)], "0");
        report.Add($"{boards} boards, memory of the server for each", "KB", [(resident - idle) * 1024 / boards], "200 KB or less");
        report.Add($"{boards} boards, sent to each in a second", "B", [bytes / seconds / boards], "2,048 B or less");
        report.Add($"{boards} boards, changes drawn by each in a second", "", [(open.Sum(c => c.Batches) - drawn) / seconds / boards], "");
        report.Add($"{boards} boards, processors of the server", "of 2", [used.TotalSeconds / seconds], "");
        foreach (var circuit in open)
            await circuit.DisposeAsync();
        client.Dispose();
    }

    private async Task<List<Circuit>> OpenAsync(Wire wire, HttpClient client, string cookie, int count)
    {
        var open = new List<Circuit>();
        using var gate = new SemaphoreSlim(OpeningAtOnce);
        await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
        {
            await gate.WaitAsync();
            try
            {
                var circuit = await Circuit.OpenAsync(wire, client, cookie, new Uri(product.Address, "/?period=12m"), bytes => _probe?.Look(number, bytes), CancellationToken.None);
                lock (open)
                    open.Add(circuit);
            }
            finally
            {
                gate.Release();
            }
        }));
        return open;
    }

    /// <summary>Waits for the demo's history, which a first run loads.</summary>
    private async Task QuietAsync()
    {
        var (before, now) = (-1m, await ShownAsync());
        while (before != now)
        {
            await Task.Delay(Patience, TimeProvider.System);
            (before, now) = (now, await ShownAsync());
        }
    }

    private double Quantile(double part) => _latencies.Order().ElementAt((int)((_latencies.Count - 1) * part));

    /// <summary>How many boards did not see a figure in time.</summary>
    private async Task<int> ProbeAsync(List<Circuit> open, Task load)
    {
        var (missed, unit) = (0, (await AskAsync("/api/v1/units")).EnumerateArray().First().GetProperty("code").GetString()!);
        for (var number = 0; number < Probes; number++)
        {
            await Task.Delay(BetweenProbes, TimeProvider.System);
            var next = await ShownAsync() + 1 + number;
            var probe = _probe = new Probe(boards, Encoding.UTF8.GetBytes(next.ToString("0.############", CultureInfo.InvariantCulture)));
            await SendAsync([string.Create(CultureInfo.InvariantCulture, $"{Metric},{unit},{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'},{1 + number},")]);
            var answered = Stopwatch.GetTimestamp();
            await Task.WhenAny(probe.All, Task.Delay(Patience, TimeProvider.System));
            missed += probe.Missing;
            if (load.IsFaulted)
                await load;
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"figure {number + 1} of {Probes}: {probe.Missing} boards did not see it, {open.Count(c => c.Failure is not null)} circuits ended{(open.FirstOrDefault(c => c.Failure is not null)?.Failure is { } why ? $": {why}" : "")}"));
            // Some are drawn before the sender has read its answer.
            _latencies.AddRange(probe.Seen.Select(at => Math.Max(0, Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds)));
        }
        return missed;
    }

    private async Task<decimal> ShownAsync() => (await AskAsync("/api/v1/dashboard?period=12m")).GetProperty("quadrants").EnumerateArray()
        .SelectMany(q => q.GetProperty("panels").EnumerateArray()).Select(p => p.GetProperty("headline"))
        .Single(h => h.GetProperty("metric").GetString() == Metric).GetProperty("value").GetDecimal();

    /// <summary>Readings of other metrics, of all units, at an even rate.</summary>
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var units = (await AskAsync("/api/v1/units")).EnumerateArray().Select(u => u.GetProperty("code").GetString()!).ToList();
        var metrics = (await AskAsync("/api/v1/metrics")).EnumerateArray()
            .Where(m => m.GetProperty("rollup").GetString() == "SUM" && m.GetProperty("key").GetString() != Metric).Select(m => m.GetProperty("key").GetString()!).ToList();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / BatchesPerSecond));
        try
        {
            for (var batch = 0; await timer.WaitForNextTickAsync(cancellationToken); batch++)
            {
                var now = TimeProvider.System.GetUtcNow();
                await SendAsync([.. Enumerable.Range(0, PerSecond / BatchesPerSecond).Select(i => string.Create(CultureInfo.InvariantCulture,
                    $"{metrics[(batch + i) % metrics.Count]},{units[i % units.Count]},{now:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'},1,{i}"))]);
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task<JsonElement> AskAsync(string path) => JsonElement.Parse(await product.Api.GetStringAsync(new Uri(path, UriKind.Relative)));

    private async Task SendAsync(IReadOnlyList<string> rows)
    {
        using var content = new StringContent($"metric,unit,at,value,key\n{string.Join('\n', rows)}\n", Encoding.UTF8, "text/csv");
        using var answer = await product.Api.PostAsync(new Uri("/api/v1/readings", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>One figure that has been sent and is looked for on every board.</summary>
    private sealed class Probe(int boards, byte[] figure)
    {
        private readonly long[] _seen = new long[boards];
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = boards;

        public Task All => _all.Task;

        public int Missing => Volatile.Read(ref _missing);

        public IEnumerable<long> Seen => _seen.Where(at => at > 0);

        public void Look(int board, ReadOnlySpan<byte> changes)
        {
            if (_seen[board] > 0 || changes.IndexOf(figure) < 0)
                return;
            _seen[board] = Stopwatch.GetTimestamp();
            if (Interlocked.Decrement(ref _missing) == 0)
                _all.TrySetResult();
        }
    }
}
