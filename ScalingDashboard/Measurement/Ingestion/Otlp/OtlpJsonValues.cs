using System.Text;
using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Single values and lists as the JSON form of OTLP writes them.</summary>
internal static class OtlpJsonValues
{
    /// <summary>Enters a list.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static void Enter(ref Utf8JsonReader json, string name)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"\"{name}\" must be an array.");
    }

    /// <summary>Moves to the next item of a list; false at its end.</summary>
    public static bool IsInside(ref Utf8JsonReader json) => json.Read() && json.TokenType != JsonTokenType.EndArray;

    /// <summary>Moves on to a field of the object whose field the reader stands at; false when it does not come any more.</summary>
    public static bool Find(ref Utf8JsonReader json, string name)
    {
        while (true)
        {
            json.Skip();
            json.Read();
            if (json.TokenType != JsonTokenType.PropertyName)
                return false;
            var found = json.ValueTextEquals(name);
            json.Read();
            if (found && json.TokenType != JsonTokenType.Null)
                return true;
        }
    }

    // Read where it lies; one that is escaped, or none at all, as text.
    public static ulong Integer(ref Utf8JsonReader json) => ulong.TryParse(json.ValueSpan, CultureInfo.InvariantCulture, out var number) || ulong.TryParse(Text(ref json), CultureInfo.InvariantCulture, out number)
        ? number
        : throw new JsonException($"'{Raw(ref json)}' is not a whole number of 64 bits.");

    public static double Number(ref Utf8JsonReader json) => double.TryParse(json.ValueSpan, CultureInfo.InvariantCulture, out var number) || double.TryParse(Text(ref json), CultureInfo.InvariantCulture, out number)
        ? number
        : throw new JsonException($"'{Raw(ref json)}' is not a number.");

    /// <summary>The text, or the number or truth value as it is written.</summary>
    public static string Text(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            throw new JsonException("A text or a number was expected and something else found.");
        if (json.TokenType != JsonTokenType.String)
            return Raw(ref json);
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("A text contains half of a surrogate pair or bytes that are no UTF-8.");
        }
    }

    private static string Raw(ref Utf8JsonReader json) => Encoding.UTF8.GetString(json.ValueSpan);
}
