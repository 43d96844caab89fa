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
            using var whole = await WholeBody.ReadAsync(body, cancellationToken);
            using var document = JsonDocument.Parse(whole.Bytes, JsonReading.Options);
            var root = document.RootElement;
            foreach (var element in ReadingsOf(root).EnumerateArray())
                JsonReading.AddTo(batch, element);
        }
        catch (JsonException e)
        {
            throw new Invalid($"The body is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. {batch.Next} readings were read; none was stored.");
        }
    }

    private static JsonElement ReadingsOf(JsonElement root)
    {
        JsonElement? readings = null;
        foreach (var property in root.ValueKind == JsonValueKind.Object ? root.EnumerateObject() : default)
        {
            var name = JsonReading.NameOf(property);
            if (name != "readings")
                throw new Invalid($"'{JsonReading.Shown(name)}' is not known beside \"readings\". Remove it.");
            // Taking one of two would lose the other in silence.
            readings = readings is null ? property.Value : throw new Invalid("\"readings\" stands twice. Put all readings into one array.");
        }

        return readings is { ValueKind: JsonValueKind.Array } array
            ? array
            : throw new Invalid("The body must be an object with an array: {\"readings\":[…]}.");
    }
}
