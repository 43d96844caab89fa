using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ScalingDashboard.Benchmarks;

/// <summary>
/// Readings through <c>POST /api/v1/readings</c> (key checked, validated, de-duplicated, indexed, on disk when answered)
/// against the same rows by psql: COPY into a staging table, INSERT ... ON CONFLICT DO NOTHING into a table with the same
/// columns, partitions and unique key. Same server, same run, taking turns; each side has two connections.
/// </summary>
/// <param name="into">What is stored already, in words.</param>
internal sealed class IngestBenchmark(Installation installation, Report report, string into)
{
    private const int Size = 10_000, BatchesPerTurn = 20, Turns = 9, Senders = 2;

    private const string Columns = "day, metric_id, unit_id, system_id, source_id, at, batch_id, event_key, value, weight";

    /// <returns>The rates of CSV, in rows a second.</returns>
    public async Task<IReadOnlyList<double>> RunAsync()
    {
        var now = await installation.ScalarAsync<DateTime>("SELECT date_trunc('day', now())");
        var batches = new Batch(installation, new DateTimeOffset(now, TimeSpan.Zero).AddDays(-3), Size);
        await installation.ExecuteAsync("""
            DROP TABLE IF EXISTS peer_readings;
            CREATE TABLE peer_readings (LIKE readings INCLUDING ALL) PARTITION BY RANGE (day)
            """);
        await installation.ExecuteAsync(FormattableString.Invariant($"""
            CREATE TABLE peer_readings_1 PARTITION OF peer_readings FOR VALUES FROM ('{now.AddMonths(-1):yyyy-MM-dd}') TO ('{now.AddMonths(1):yyyy-MM-dd}')
            """));

        var (csv, ndjson, psql) = (new List<double>(), new List<double>(), new List<double>());
        await using (await RollupsPaused.BeginAsync(installation))
            for (var turn = -1; turn < Turns; turn++)
            {
                var first = (turn + 1) * BatchesPerTurn * 2;
                var rates = (
                    Csv: await SendAsync("text/csv", [.. Numbers(first).Select(batches.Csv)]),
                    Ndjson: await SendAsync("application/x-ndjson", [.. Numbers(first + BatchesPerTurn).Select(batches.Ndjson)]),
                    Psql: await PsqlAsync([.. Numbers(first).Select(batches.Resolved)]));
                if (turn < 0)
                    continue; // Warm-up.
                csv.Add(rates.Csv);
                ndjson.Add(rates.Ndjson);
                psql.Add(rates.Psql);
            }

        report.Add($"Ingest, CSV, {into}", "rows/s", csv, "psql COPY + INSERT ON CONFLICT", psql, higherIsBetter: true, "0.9 or more", tookTurns: true);
        report.Add($"Ingest, NDJSON, {into}", "rows/s", ndjson, "psql COPY + INSERT ON CONFLICT", psql, higherIsBetter: true, "0.9 or more", tookTurns: true);
        await installation.ExecuteAsync("DROP TABLE peer_readings");
        return csv;
    }

    private static IEnumerable<int> Numbers(int first) => Enumerable.Range(first, BatchesPerTurn);

    private async Task<double> SendAsync(string mediaType, IReadOnlyList<byte[]> bodies)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (body, cancellationToken) =>
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
            using var answer = await installation.Client.PostAsync("/api/v1/readings", content, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode || JsonDocument.Parse(text).RootElement.GetProperty("accepted").GetInt32() != Size)
                throw new InvalidOperationException($"{(int)answer.StatusCode}: {text[..Math.Min(500, text.Length)]}");
        });
        return bodies.Count * Size / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<double> PsqlAsync(IReadOnlyList<byte[]> bodies)
    {
        var folder = Directory.CreateTempSubdirectory("scaling-bench-");
        try
        {
            var files = new List<string>();
            for (var i = 0; i < bodies.Count; i++)
            {
                files.Add(Path.Combine(folder.FullName, i.ToString(CultureInfo.InvariantCulture)));
                await File.WriteAllBytesAsync(files[^1], bodies[i]);
            }
            var scripts = files.Chunk((files.Count + Senders - 1) / Senders).Select(chunk =>
                "CREATE TEMP TABLE staging (LIKE peer_readings);\n" + string.Concat(chunk.Select(file => $"""
                    BEGIN;
                    TRUNCATE staging;
                    \copy staging ({Columns}) FROM '{file}' (FORMAT csv)
                    INSERT INTO peer_readings ({Columns}) SELECT {Columns} FROM staging ON CONFLICT DO NOTHING;
                    COMMIT;

                    """)));
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(scripts.Select(script => Psql.RunAsync(installation.Services.GetConnectionString(), script)));
            return bodies.Count * Size / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
