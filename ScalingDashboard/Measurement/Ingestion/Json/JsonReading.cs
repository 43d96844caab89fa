using System.Text;
using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Json;

/// <summary>
/// Reads one reading object, strictly: unknown and repeated names are refused, because a misspelt one would be lost.
/// <code>{"metric":"adoption.active_users","unit":"FIN-DE","at":"2026-11-02T00:00:00Z","value":412,"weight":510}</code>
/// </summary>
internal sealed class JsonReading
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    private const int Metric = 0, Unit = 1, System = 2, At = 3, Value = 4, Weight = 5, Key = 6, Unknown = -1;

    private static readonly string[] Names = ["metric", "unit", "system", "at", "value", "weight", "key"];

    private readonly TextPool _pool = new();
    private readonly string?[] _parts = new string?[Names.Length];

    /// <summary>Reads the value that the reader stands on, to its end. Returns why it is no reading, or null.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public IngestionError? Read(ref Utf8JsonReader json, int index, out RawReading reading)
    {
        reading = default;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            var kind = json.TokenType;
            json.Skip();
            return new(index, "bad-reading", $"A reading is an object; this is {KindOf(kind)}.");
        }
        Array.Clear(_parts);
        var (seen, fault) = (0, (string?)null);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var part = PartOf(ref json);
            // A broken object is read to its end, so that the next one is found.
            if (fault is null && (part == Unknown || (seen & (1 << part)) != 0))
                fault = $"{Shown(NameOf(ref json))}: {(part == Unknown ? "is not known; a reading has metric, unit, system, at, value, weight and key" : "stands twice; send it once")}.";
            json.Read();
            if (fault is null && (part is Value or Weight ? Number(ref json, part) : Text(ref json, part)) is { } wrong)
                fault = $"{Names[part]}: {wrong}.";
            seen |= 1 << Math.Max(part, 0);
            json.Skip();
        }
        if (fault is not null)
            return new(index, "bad-reading", fault);
        reading = new RawReading(index, _parts[Metric], _parts[Unit], _parts[System], _parts[At], _parts[Value], _parts[Weight], _parts[Key]);
        return null;
    }

    /// <summary>The name that the reader stands on; one that is no valid Unicode is none of ours.</summary>
    public static string NameOf(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    public static string Shown(string name) => name.Length > 40 ? name[..40] + "…" : name;

    private static int PartOf(ref Utf8JsonReader json)
    {
        // None of our names needs to be escaped. One that is may be no valid Unicode, and is compared as text.
        if (json.ValueIsEscaped)
            return Array.IndexOf(Names, NameOf(ref json));
        var name = json.ValueSpan;
        return name.SequenceEqual("metric"u8) ? Metric
            : name.SequenceEqual("unit"u8) ? Unit
            : name.SequenceEqual("at"u8) ? At
            : name.SequenceEqual("value"u8) ? Value
            : name.SequenceEqual("weight"u8) ? Weight
            : name.SequenceEqual("key"u8) ? Key
            : name.SequenceEqual("system"u8) ? System
            : Unknown;
    }

    private static string KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a truth value",
    };

    private string? Text(ref Utf8JsonReader json, int part)
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.String)
            return "must be a text in quotes";
        try
        {
            _parts[part] = (json.ValueIsEscaped || part == Key ? null : _pool.Find(json.ValueSpan)) ?? json.GetString();
            return _parts[part]!.Contains('\0') ? "contains a NUL character; remove it" : null;
        }
        catch (InvalidOperationException)
        {
            return "contains half of a surrogate pair or bytes that are no UTF-8; send valid Unicode";
        }
    }

    // The digits as sent, so that nothing is rounded on the way through a binary number.
    private string? Number(ref Utf8JsonReader json, int part)
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.Number)
            return "must be a number without quotes";
        _parts[part] = Encoding.ASCII.GetString(json.ValueSpan);
        return null;
    }
}
