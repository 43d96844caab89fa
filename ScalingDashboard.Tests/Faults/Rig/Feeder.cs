using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>
/// A system that sends readings all the time and keeps a ledger: a batch stands in it once it was acknowledged, and is
/// sent again, unchanged, until then. What a batch says follows from its number alone.
/// </summary>
internal sealed class Feeder : IAsyncDisposable
{
    /// <summary>Amounts: rolled up by adding, so that one reading too many or too few shows in the total.</summary>
    public const string Metric = "impact.cost_savings.cashable";

    public const int BatchSize = 20;

    /// <summary>Each batch is about an hour of its own, as long as there are hours: rolling up one must not heal another.</summary>
    private const int Hours = 59 * 24;

    /// <summary>From one batch to the next; a prime, so that none is left out, and so long that the first two batches are in
    /// the two months: what is made for a month is made before anything is broken.</summary>
    private const int Stride = 601;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);

    // Many batches a second from each sender are load enough; as many as there can be would only take the processors from other tests.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<int, int> _ledger = new();
    private readonly SemaphoreSlim _acknowledgement = new(0);
    private readonly List<Task> _senders = [];
    private volatile bool _isStopping;
    private int _last;

    public Feeder(string key)
    {
        _client = new() { Timeout = TimeSpan.FromSeconds(10) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The day after the last one that readings are about: the end of the month before this one.</summary>
    public static DateTime End { get; } = new(Today.Year, Today.Month, 1, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime Start { get; } = End.AddHours(-Hours);

    private static DateTime Today => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>The acknowledged batches, and how often each had to be sent.</summary>
    public IReadOnlyDictionary<int, int> Ledger => _ledger;

    /// <summary>Attempts that have come to their end, one way or the other.</summary>
    public int Answers => _ledger.Count + Failures.Values.Sum();

    /// <summary>What came instead of an acknowledgement, and how often.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    public static decimal Value(int batch, int index) => batch + index / 100m;

    public static decimal Total(int batch) => Enumerable.Range(0, BatchSize).Sum(index => Value(batch, index));

    /// <summary>Begins to send to the host, with so many requests at a time.</summary>
    public void Send(Uri host, int senders) =>
        _senders.AddRange(Enumerable.Range(0, senders).Select(_ => SendAllAsync(host)));

    /// <summary>Waits until so many more batches were acknowledged.</summary>
    public async Task AcknowledgedAsync(int more)
    {
        while (await _acknowledgement.WaitAsync(TimeSpan.Zero))
        {
            // Those of before.
        }
        for (var i = 0; i < more; i++)
            (await _acknowledgement.WaitAsync(Patience)).ShouldBeTrue($"no acknowledgement for {Patience}: {string.Join(", ", Failures)}");
    }

    /// <summary>Begins no further batch and returns when the last one begun is acknowledged. It can then send again.</summary>
    public async Task SettleAsync()
    {
        _isStopping = true;
        await Task.WhenAll(_senders).WaitAsync(Patience);
        _senders.Clear();
        _isStopping = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await Task.WhenAll(_senders).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _abort.Dispose();
        _acknowledgement.Dispose();
    }

    private async Task SendAllAsync(Uri host)
    {
        while (!_isStopping)
        {
            var batch = Interlocked.Increment(ref _last);
            var attempts = 1;
            for (; !await TrySendAsync(host, batch); attempts++)
                await Task.Delay(RetryPause, TimeProvider.System, _abort.Token);
            _ledger[batch] = attempts;
            _acknowledgement.Release();
            await Task.Delay(Pause, TimeProvider.System, _abort.Token);
        }
    }

    private async Task<bool> TrySendAsync(Uri host, int batch)
    {
        try
        {
            using var content = new StringContent(Csv(batch), Encoding.UTF8, "text/csv");
            using var answer = await _client.PostAsync(new Uri(host, "/api/v1/readings"), content, _abort.Token);
            var text = await answer.Content.ReadAsStringAsync(_abort.Token);
            if (!answer.IsSuccessStatusCode)
                return Fail(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
            var report = JsonElement.Parse(text);
            (report.GetProperty("accepted").GetInt32() + report.GetProperty("unchanged").GetInt32()).ShouldBe(BatchSize, text);
            return true;
        }
        // No answer, half an answer, or none in time: as a real sender, it knows nothing and asks again.
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !_abort.IsCancellationRequested)
        {
            return Fail(e.GetType().Name);
        }
    }

    private bool Fail(string how)
    {
        Failures.AddOrUpdate(how, 1, (_, count) => count + 1);
        return false;
    }

    private static string Csv(int batch)
    {
        var at = Start.AddHours((long)batch * Stride % Hours).AddSeconds(batch / Hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = new StringBuilder("metric,unit,at,value,key\n");
        for (var index = 0; index < BatchSize; index++)
            text.Append(CultureInfo.InvariantCulture, $"{Metric},{FaultRig.Unit},{at},{Value(batch, index)},{batch}-{index}\n");
        return text.ToString();
    }
}
