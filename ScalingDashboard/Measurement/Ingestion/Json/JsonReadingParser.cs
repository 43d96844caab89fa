using System.Text.Json;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion.Json;

/// <summary>Reads <c>application/json</c>: <c>{"readings":[{…},{…}]}</c>.</summary>
internal sealed class JsonReadingParser : IReadingParser
{
    private const string Expected = "The body must be an object with an array: {\"readings\":[…]}.";

    public string MediaType => "application/json";

    public bool IsStreamed => false;

    public async Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        try
        {
            Read(Utf8Lines.WithoutMark(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)), batch);
        }
        catch (JsonException e)
        {
            throw new Invalid($"The body is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. {batch.Next} readings were read; none was stored.");
        }
    }

    private static void Read(ReadOnlySpan<byte> body, BatchBuilder batch)
    {
        var json = new Utf8JsonReader(body, JsonReading.Options);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw new Invalid(Expected);
        var isThere = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonReading.NameOf(ref json) is not "readings" and var name)
                throw new Invalid($"'{JsonReading.Shown(name)}' is not known beside \"readings\". Remove it.");
            // Taking one of two would lose the other in silence.
            if (isThere)
                throw new Invalid("\"readings\" stands twice. Put all readings into one array.");
            isThere = true;
            json.Read();
            if (json.TokenType != JsonTokenType.StartArray)
                throw new Invalid(Expected);
            ReadArray(ref json, batch);
        }
        if (!isThere)
            throw new Invalid(Expected);
        // Something behind the end is no JSON either.
        json.Read();
    }

    private static void ReadArray(ref Utf8JsonReader json, BatchBuilder batch)
    {
        var one = new JsonReading();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            if (one.Read(ref json, batch.Next, out var reading) is { } error)
                batch.Reject(error);
            else
                batch.Add(reading);
    }
}
