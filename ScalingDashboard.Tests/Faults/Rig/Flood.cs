using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>Many senders that never wait and never repeat: what they were told is all they know.</summary>
internal sealed class Flood(string key) : IDisposable
{
    public const int BatchSize = 50;

    private readonly HttpClient _client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromMinutes(2) };
    private int _last;

    /// <summary>Batches that were acknowledged.</summary>
    public ConcurrentBag<int> Accepted { get; } = [];

    /// <summary>How often each status came, and -1 for a refusal that does not say when to come back.</summary>
    public ConcurrentDictionary<int, int> Answers { get; } = new();

    public async Task RunAsync(Uri host, int senders, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < duration)
                await SendAsync(host, Interlocked.Increment(ref _last));
        })));
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(Uri host, int batch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, "/api/v1/readings")) { Content = new StringContent(Csv(batch), Encoding.UTF8, "text/csv") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await _client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        var status = (int)answer.StatusCode;
        Answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        if (status == (int)HttpStatusCode.OK)
            Accepted.Add(batch);
        else if (answer.Headers.RetryAfter is null)
            Answers.AddOrUpdate(-1, 1, (_, count) => count + 1);
    }

    private static string Csv(int batch)
    {
        var at = Feeder.Start.AddHours(batch % 1_000).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = new StringBuilder("metric,unit,at,value,key\n");
        for (var index = 0; index < BatchSize; index++)
            text.Append(CultureInfo.InvariantCulture, $"{Feeder.Metric},{FaultRig.Unit},{at},1,{batch}-{index}\n");
        return text.ToString();
    }
}
