using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Json;

/// <summary>Reads <c>application/x-ndjson</c>: one reading object on each line. A broken line costs only itself.</summary>
internal sealed class NdjsonReadingParser : IReadingParser
{
    public string MediaType => "application/x-ndjson";

    public bool IsStreamed => true;

    public async Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken)
    {
        var (lines, one) = (new Utf8Lines(body), new JsonReading());
        for (var number = 1; await lines.NextAsync(cancellationToken); number++)
        {
            if (lines.IsTooLong)
                batch.Reject(new(batch.Next, "bad-json", $"line {number}: is longer than {Utf8Lines.Longest / 1024} KB. Put each reading on a line of its own."));
            else
                Read(lines.Line, number, one, batch);
            if (batch.IsFull)
                await batch.HandOnAsync(cancellationToken);
        }
    }

    private static void Read(ReadOnlySpan<byte> line, int number, JsonReading one, BatchBuilder batch)
    {
        if (line.Trim(" \t\r"u8).IsEmpty)
            return;
        try
        {
            var json = new Utf8JsonReader(line, JsonReading.Options);
            json.Read();
            var error = one.Read(ref json, batch.Next, out var reading);
            // Something behind the object: the line as a whole is none.
            json.Read();
            if (error is not null)
                batch.Reject(error);
            else
                batch.Add(reading);
        }
        catch (JsonException e)
        {
            batch.Reject(new(batch.Next, "bad-json", $"line {number}: is not valid JSON at byte {e.BytePositionInLine + 1}."));
        }
    }
}
