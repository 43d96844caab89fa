using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>
/// Walks through the fields of one object: those that are known, each at most once; of the others the names and values are passed
/// over. Behind the last of them the reader stands at the object's end.
/// </summary>
internal struct JsonFields
{
    private readonly string[] _known;
    private uint _seen;

    /// <param name="json">Stands at the object.</param>
    /// <param name="known">At most 32.</param>
    /// <exception cref="JsonException">It is no object.</exception>
    public JsonFields(ref Utf8JsonReader json, string[] known)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"An object with \"{known[0]}\" was expected and something else found.");
        _known = known;
    }

    /// <summary>Moves to the value of the next field; false at the end.</summary>
    /// <param name="name">Empty for one that is not known, or says nothing (null): that was passed over.</param>
    public bool Next(ref Utf8JsonReader json, out string name)
    {
        json.Read();
        name = json.TokenType == JsonTokenType.EndObject ? "" : Known(ref json);
        if (json.TokenType == JsonTokenType.EndObject)
            return false;
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            name = "";
        if (name.Length == 0)
            json.Skip();
        return true;
    }

    private string Known(ref Utf8JsonReader json)
    {
        for (var i = 0; i < _known.Length; i++)
        {
            if (!json.ValueTextEquals(_known[i]))
                continue;
            // Taking one of two would lose the other in silence.
            if ((_seen & (1u << i)) != 0)
                throw new JsonException($"Duplicate property '{_known[i]}'.");
            _seen |= 1u << i;
            return _known[i];
        }
        return "";
    }
}
