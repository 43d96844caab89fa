using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Json;

/// <summary>Reads <c>application/x-ndjson</c>: one reading object on each line. A broken line costs only itself.</summary>
internal sealed class NdjsonReadingParser : IReadingParser
{
    public string MediaType => "application/x-ndjson";

    public async Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(body);
        for (var number = 1; await text.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                using var document = JsonDocument.Parse(line, JsonReading.Options);
                JsonReading.AddTo(batch, document.RootElement);
            }
            catch (JsonException e)
            {
                batch.Reject(new(batch.Next, "bad-json", $"line {number}: is not valid JSON at byte {e.BytePositionInLine + 1}."));
            }
            if (batch.IsFull)
                await batch.HandOnAsync(cancellationToken);
        }
    }
}
