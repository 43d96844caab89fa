using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Reads and writes rows of the catalogue as PostgreSQL's <c>to_jsonb</c> spells them: names and words of the columns.</summary>
internal static class CatalogJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new RuleConverter(), new JsonStringEnumConverter() },
    };

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidOperationException($"The catalogue holds no {typeof(T).Name} in '{json}'.");

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    private sealed class RuleConverter : JsonConverter<RollupRule>
    {
        public override RollupRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => RollupRules.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, RollupRule value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code());
    }
}
