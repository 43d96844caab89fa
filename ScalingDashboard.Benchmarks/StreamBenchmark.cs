using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ScalingDashboard.Benchmarks;

/// <summary>One CSV of a gigabyte in one request: how fast it is stored, and how much memory that takes above an idle host. The sender is
/// in the same process and makes the rows as they are sent, so what it takes is counted too.</summary>
internal sealed class StreamBenchmark(Installation installation, Report report)
{
    private const long Size = 1L << 30;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync()
    {
        var start = await installation.ScalarAsync<DateTime>("SELECT date_trunc('day', now()) - interval '40 days'");
        // What every request of a host needs once is not what this one takes.
        await SendAsync(new Rows(installation, start.AddYears(-1), 1 << 22));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var idle = Environment.WorkingSet;
        var peak = idle;
        using var done = new CancellationTokenSource();
        var watch = WatchAsync();
        var rows = new Rows(installation, start, Size);
        var started = Stopwatch.GetTimestamp();
        await SendAsync(rows);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await done.CancelAsync();
        await watch;
        report.Add("One CSV of 1 GB", "rows/s", [rows.Sent / seconds], "");
        report.Add("Memory above idle while it is stored", "MB", [(peak - idle) / (1024.0 * 1024)], "under 150 MB");

        async Task WatchAsync()
        {
            using var timer = new PeriodicTimer(Look);
            while (!done.IsCancellationRequested)
            {
                peak = Math.Max(peak, Environment.WorkingSet);
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    private async Task SendAsync(Rows rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = rows };
        using var answer = await installation.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || JsonDocument.Parse(text).RootElement.GetProperty("accepted").GetInt64() != rows.Sent)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {text[..Math.Min(500, text.Length)]}");
    }

    /// <summary>Rows without end, all new, until so many bytes were sent.</summary>
    private sealed class Rows : HttpContent
    {
        private readonly Installation _installation;
        private readonly DateTime _start;
        private readonly long _size;

        public Rows(Installation installation, DateTime start, long size)
        {
            (_installation, _start, _size) = (installation, start, size);
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var text = new StringBuilder("metric,unit,at,value,weight\n");
            var bytes = 0L;
            for (var minute = 0; bytes < _size; minute++)
                foreach (var metric in _installation.Metrics)
                {
                    foreach (var unit in _installation.Units)
                        text.Append(CultureInfo.InvariantCulture, $"{metric.Key},{unit.Code},{_start.AddMinutes(minute):yyyy-MM-dd'T'HH:mm:ss'Z'},{minute % 1000 / 10m},100\n");
                    var chunk = Encoding.UTF8.GetBytes(text.ToString());
                    await stream.WriteAsync(chunk);
                    Sent += _installation.Units.Count;
                    bytes += chunk.Length;
                    text.Clear();
                    if (bytes >= _size)
                        break;
                }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
