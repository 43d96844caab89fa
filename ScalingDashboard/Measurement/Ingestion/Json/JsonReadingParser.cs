using System.Text.Json;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion.Json;

/// <summary>Reads <c>application/json</c>: <c>{"readings":[{…},{…}]}</c>.</summary>
internal sealed class JsonReadingParser : IReadingParser
{
    public string MediaType => "application/json";

    public async Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, JsonReading.Options, cancellationToken);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("readings", out var readings) || readings.ValueKind != JsonValueKind.Array)
                throw new Invalid("The body must be an object with an array: {\"readings\":[…]}.");
            if (root.EnumerateObject().FirstOrDefault(p => p.Name != "readings") is { Value.ValueKind: not JsonValueKind.Undefined } other)
                throw new Invalid($"'{other.Name}' is not known beside \"readings\". Remove it.");
            foreach (var element in readings.EnumerateArray())
                JsonReading.AddTo(batch, element);
        }
        catch (JsonException e)
        {
            throw new Invalid($"The body is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. {batch.Next} readings were read; none was stored.");
        }
    }
}
