using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ScalingDashboard.Benchmarks.Circuits;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>Many open boards of one served product, readings that arrive meanwhile, and figures that are timed from the answer to their
/// sender to each board. The boards are circuits without a browser (<see cref="Circuit"/>), in this process.</summary>
internal sealed class LiveBoards(ServedProduct product) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Metric = "impact.cost_savings.cashable";

    private const int PerSecond = 1_000, BatchesPerSecond = 10;

    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(1);

    private readonly Wire _wire = new();
    private readonly List<Circuit> _open = [];
    private IReadOnlyList<string> _units = [], _metrics = [];
    private (HttpClient Client, string Cookie) _reader;
    private LiveBrowsers? _browsers;
    private Probe? _probe;

    // Each probe sends another figure than all before.
    private int _figures;

    /// <summary>Those that are looked at by probes, in the order in which they were opened.</summary>
    public IReadOnlyList<Circuit> Open => _open;

    /// <summary>Bytes received by all of them.</summary>
    public long Received => _wire.Received;

    public int Ended => _open.Count(circuit => circuit.Failure is not null);

    /// <summary>Returns when the demo's history is loaded, which a first run does.</summary>
    public async Task StartAsync()
    {
        var (before, now) = ((decimal?)null, await ShownAsync());
        while (now is null || before != now)
        {
            await Task.Delay(Patience, TimeProvider.System);
            (before, now) = (now, await ShownAsync());
        }
        _reader = await product.SignInAsync();
        _units = [.. (await AskAsync("/api/v1/units")).EnumerateArray().Select(u => u.GetProperty("code").GetString()!)];
        _metrics = [.. (await AskAsync("/api/v1/metrics")).EnumerateArray()
            .Where(m => m.GetProperty("rollup").GetString() == "SUM" && m.GetProperty("key").GetString() != Metric).Select(m => m.GetProperty("key").GetString()!)];
    }

    /// <summary>Opens further boards.</summary>
    public async Task OpenAsync(int count) => _open.AddRange(await OpenAsync(_open.Count, count));

    /// <summary>Opens boards that no probe looks at.</summary>
    public Task<List<Circuit>> OpenBesideAsync(int count) => OpenAsync(null, count);

    /// <summary>Opens boards in browsers; probes time them as well.</summary>
    public async Task OpenBrowsersAsync(int count) => _browsers = await LiveBrowsers.OpenAsync(product, _reader.Cookie, count);

    public async Task CloseAsync()
    {
        foreach (var circuit in _open)
            await circuit.DisposeAsync();
        _open.Clear();
    }

    /// <summary>Sends figures, each in a batch of so many readings, and times them from the answer to their sender.</summary>
    public async Task<Probed> ProbeAsync(int probes, int batch = 1)
    {
        var probed = new Probed([], [], 0);
        for (var number = 0; number < probes; number++)
        {
            await Task.Delay(BetweenProbes, TimeProvider.System);
            var figure = (await ShownAsync() + 1 + _figures)!.Value.ToString("0.############", CultureInfo.InvariantCulture);
            var probe = _probe = new Probe(_open.Count, Encoding.UTF8.GetBytes(figure));
            var inBrowsers = _browsers?.SeeAsync(figure);
            var now = TimeProvider.System.GetUtcNow();
            await SendAsync([Row(Metric, _units[0], now, 1 + _figures++, ""), .. Rows(number, now, batch - 1)]);
            var (answered, answeredAt) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            await Task.WhenAny(probe.All, Task.Delay(Patience, TimeProvider.System));
            // Some are drawn before the sender has read its answer.
            List<double> seen = [.. probe.Seen.Select(at => Math.Max(0, Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds)).Order()];
            probed.Boards.AddRange(seen);
            if (inBrowsers is not null)
                probed.Browsers.AddRange((await inBrowsers.WaitAsync(Patience)).Select(at => Math.Max(0, at - answeredAt)));
            probed = probed with { Missed = probed.Missed + probe.Missing };
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"figure {number + 1} of {probes}: {seen.Count} boards saw it after {seen.FirstOrDefault():0} to {seen.LastOrDefault():0} ms"));
        }
        return probed;
    }

    /// <summary>Readings of other metrics, of all units, at an even rate, until it is over.</summary>
    public async Task SendAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / BatchesPerSecond));
        try
        {
            for (var batch = 0; await timer.WaitForNextTickAsync(over); batch++)
                await SendAsync([.. Rows(batch, TimeProvider.System.GetUtcNow(), PerSecond / BatchesPerSecond)]);
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_browsers is not null)
            await _browsers.DisposeAsync();
        _reader.Client?.Dispose();
        _wire.Dispose();
    }

    private Task<List<Circuit>> OpenAsync(int? first, int count) =>
        Circuit.OpenAsync(count, _wire, _reader.Client, _reader.Cookie, new Uri(product.Address, "/?period=12m"), number => changes =>
        {
            if (first + number is { } board)
                _probe?.Look(board, changes);
        });

    /// <summary>Null while it is not known yet.</summary>
    private async Task<decimal?> ShownAsync() => (await AskAsync("/api/v1/dashboard?period=12m")).GetProperty("quadrants").EnumerateArray()
        .SelectMany(q => q.GetProperty("panels").EnumerateArray()).Select(p => p.GetProperty("headline"))
        .Single(h => h.GetProperty("metric").GetString() == Metric).GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;

    private IEnumerable<string> Rows(int batch, DateTimeOffset at, int count) =>
        Enumerable.Range(0, count).Select(i => Row(_metrics[(batch + i) % _metrics.Count], _units[i % _units.Count], at, 1, i.ToString(CultureInfo.InvariantCulture)));

    private static string Row(string metric, string unit, DateTimeOffset at, int value, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric},{unit},{at:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'},{value},{key}");

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
            if (board >= _seen.Length || _seen[board] > 0 || changes.IndexOf(figure) < 0)
                return;
            _seen[board] = Stopwatch.GetTimestamp();
            if (Interlocked.Decrement(ref _missing) == 0)
                _all.TrySetResult();
        }
    }
}

/// <summary>How many milliseconds figures took.</summary>
/// <param name="Boards">Each to each board.</param>
/// <param name="Browsers">Each to each browser.</param>
/// <param name="Missed">How often a board did not see one in time.</param>
internal sealed record Probed(List<double> Boards, List<double> Browsers, int Missed)
{
    public static readonly Probed Nothing = new([], [], 0);

    public Probed And(Probed other) => new([.. Boards, .. other.Boards], [.. Browsers, .. other.Browsers], Missed + other.Missed);
}
