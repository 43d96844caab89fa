using System.Resources;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ScalingDashboard.Platform.Language;

/// <summary>
/// Keeps a sentence, so that who reads it later is told in the own language: its text's name and places, and what it says in English. Where
/// that text is no more, or was never kept, the English stands. What people or programs wrote is kept as it is.
/// </summary>
public sealed class SentenceJson : JsonConverter<Sentence>
{
    private const string Said = "said", Texts = "texts", Key = "key", Places = "places";

    /// <summary>For a column of text: plain words stay plain, as they were kept before.</summary>
    public static string Write(Sentence sentence) => sentence.Texts is null ? sentence.ToString() : ToNode(sentence).ToJsonString();

    /// <summary>Reads what <see cref="Write(Sentence)"/> wrote; null stays null.</summary>
    public static Sentence? Read(string? kept)
    {
        if (kept is not ['{', ..])
            return kept is null ? null : Sentence.FromString(kept);
        try
        {
            return OfNode(JsonNode.Parse(kept));
        }
        catch (JsonException)
        {
            // Words that only begin like one.
            return Sentence.FromString(kept);
        }
    }

    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => OfNode(JsonNode.Parse(ref reader));

    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => ToNode(value).WriteTo(writer, options);

    private static JsonNode ToNode(Sentence sentence) => sentence.Texts is null ? JsonValue.Create(sentence.ToString()) : new JsonObject
    {
        [Said] = sentence.ToString(),
        [Texts] = sentence.Texts.BaseName,
        [Key] = sentence.Key,
        [Places] = new JsonArray([.. sentence.Places.Select(PlaceNode)]),
    };

    private static JsonNode? PlaceNode(object? place) => place switch
    {
        null => null,
        Sentence sentence => ToNode(sentence),
        int or long => JsonValue.Create(Convert.ToInt64(place, CultureInfo.InvariantCulture)),
        // Of other kinds only what they say in English can be kept.
        ISayable said => JsonValue.Create(said.In(CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Convert.ToString(place, CultureInfo.InvariantCulture)),
    };

    private static Sentence OfNode(JsonNode? node)
    {
        if (node is not JsonObject kept)
            return Sentence.FromString(node?.GetValue<string>() ?? "");
        var (said, name, key) = (kept[Said]?.GetValue<string>() ?? "", kept[Texts]?.GetValue<string>(), kept[Key]?.GetValue<string>());
        if (name is null || key is null || typeof(Sentence).Assembly.GetManifestResourceInfo($"{name}.resources") is null)
            return Sentence.FromString(said);
        var texts = new ResourceManager(name, typeof(Sentence).Assembly);
        var sentence = new Sentence(texts, key, [.. (kept[Places]?.AsArray() ?? []).Select(PlaceOf)]);
        // A text that says something else by now belongs to another sentence.
        return texts.GetString(key, CultureInfo.InvariantCulture) is not null && SaysWell(sentence, said) ? sentence : Sentence.FromString(said);
    }

    private static bool SaysWell(Sentence sentence, string said)
    {
        try
        {
            return sentence.ToString() == said;
        }
        catch (FormatException)
        {
            // It has places by now that nothing was kept for.
            return false;
        }
    }

    private static object? PlaceOf(JsonNode? node) => node switch
    {
        null => null,
        JsonObject => OfNode(node),
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => node.GetValue<string>(),
    };
}
