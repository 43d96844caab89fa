using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Benchmarks;

/// <summary>
/// What a format costs: the same rows through each door (key checked, parsed, validated, stored, answered) beside the
/// engine's own rate, which is <see cref="ReadingWriter.WriteAsync(string, IReadOnlyList{Reading}, CancellationToken)"/>
/// called with ready readings. Same server, same run, taking turns; two senders each.
/// </summary>
internal sealed class FormatsBenchmark(Installation installation, Report report)
{
    private const int Size = 10_000, BatchesPerTurn = 4, Turns = 31, Senders = 2;

    private const string Protobuf = "application/x-protobuf", Json = "application/json";

    public async Task RunAsync()
    {
        var now = await installation.ScalarAsync<DateTime>("SELECT date_trunc('day', now())");
        var batches = new Batch(installation, new DateTimeOffset(now, TimeSpan.Zero).AddDays(-20), Size);
        var doors = new List<Door>
        {
            new("CSV", "/api/v1/readings", "text/csv", batches.Csv, "0.9 or more"),
            new("NDJSON", "/api/v1/readings", "application/x-ndjson", batches.Ndjson, "0.9 or more"),
            new("JSON", "/api/v1/readings", Json, batches.Json, ""),
            new("OTLP protobuf", "/v1/metrics", Protobuf, batches.OtlpProtobuf, "0.75 or more"),
            new("OTLP JSON", "/v1/metrics", Json, batches.OtlpJson, ""),
        };
        doors.AddRange([.. doors.Select(door => door with { Name = door.Name + ", gzip", Gzip = true, ToHold = "" })]);
        var (engine, rates) = (doors.ToDictionary(door => door, _ => new List<double>()), doors.ToDictionary(door => door, _ => new List<double>()));
        var number = 0;
        await using (await RollupsPaused.BeginAsync(installation))
            for (var turn = -1; turn < Turns; turn++)
                foreach (var door in doors)
                {
                    // Side by side in time, and each as often first: what a server does now and then falls on both.
                    var own = turn % 2 == 0 ? await EngineAsync([.. Numbers().Select(batches.Readings)]) : 0;
                    var rate = await SendAsync(door, [.. Numbers().Select(n => door.Gzip ? Zip(door.Body(n)) : door.Body(n))]);
                    if (turn % 2 != 0)
                        own = await EngineAsync([.. Numbers().Select(batches.Readings)]);
                    if (turn < 0)
                        continue; // Warm-up.
                    engine[door].Add(own);
                    rates[door].Add(rate);
                }
        foreach (var door in doors)
            report.Add($"Format, {door.Name}", "rows/s", rates[door], "the engine alone", engine[door], higherIsBetter: true, door.ToHold, tookTurns: true);

        // All rows are new: each turn has minutes of its own.
        IEnumerable<int> Numbers() => Enumerable.Range((number += BatchesPerTurn) - BatchesPerTurn, BatchesPerTurn);
    }

    private async Task<double> EngineAsync(IReadOnlyList<IReadOnlyList<Reading>> batches)
    {
        var (writer, source) = (installation.QuietWriter(), $"engine {Guid.CreateVersion7():N}");
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (batch, cancellationToken) =>
        {
            if ((await writer.WriteAsync(source, batch, cancellationToken)).Accepted != Size)
                throw new InvalidOperationException("The engine found rows that were there already.");
        });
        return batches.Count * Size / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<double> SendAsync(Door door, IReadOnlyList<byte[]> bodies)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (body, cancellationToken) =>
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(door.MediaType) } };
            if (door.Gzip)
                content.Headers.ContentEncoding.Add("gzip");
            using var answer = await installation.Client.PostAsync(door.Path, content, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            // OTLP says nothing when it took everything.
            if (!answer.IsSuccessStatusCode || !(text is "" or "{}" || text.StartsWith($"{{\"accepted\":{Size},", StringComparison.Ordinal)))
                throw new InvalidOperationException($"{door.Name}: {(int)answer.StatusCode} {text[..Math.Min(500, text.Length)]}");
        });
        return bodies.Count * Size / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return zipped.ToArray();
    }

    private sealed record Door(string Name, string Path, string MediaType, Func<int, byte[]> Body, string ToHold, bool Gzip = false);
}
