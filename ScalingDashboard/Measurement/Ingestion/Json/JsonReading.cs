using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Json;

/// <summary>
/// Reads one reading object, strictly: unknown and repeated names are refused, because a misspelt one would be lost.
/// <code>{"metric":"adoption.active_users","unit":"FIN-DE","at":"2026-11-02T00:00:00Z","value":412,"weight":510}</code>
/// </summary>
internal static class JsonReading
{
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow };

    public static void AddTo(BatchBuilder batch, JsonElement element)
    {
        var index = batch.Next;
        if (element.ValueKind != JsonValueKind.Object)
        {
            batch.Reject(new(index, "bad-reading", $"A reading is an object; this is {element.ValueKind}."));
            return;
        }
        string? metric = null, unit = null, system = null, at = null, value = null, weight = null, key = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property);
            var fault = !seen.Add(name) ? "stands twice; send it once" : name switch
            {
                "metric" => Text(property.Value, ref metric),
                "unit" => Text(property.Value, ref unit),
                "system" => Text(property.Value, ref system),
                "at" => Text(property.Value, ref at),
                "key" => Text(property.Value, ref key),
                "value" => Number(property.Value, ref value),
                "weight" => Number(property.Value, ref weight),
                _ => "is not known; a reading has metric, unit, system, at, value, weight and key",
            };
            if (fault is null)
                continue;
            batch.Reject(new(index, "bad-reading", $"{Shown(name)}: {fault}."));
            return;
        }
        batch.Add(new RawReading(index, metric, unit, system, at, value, weight, key));
    }

    /// <summary>A property's name; one that is no valid Unicode is none of ours.</summary>
    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static string? Text(JsonElement value, ref string? into)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            return "must be a text in quotes";
        try
        {
            into = value.GetString();
            return into!.Contains('\0') ? "contains a NUL character; remove it" : null;
        }
        catch (InvalidOperationException)
        {
            return "contains half of a surrogate pair; send valid Unicode";
        }
    }

    // The digits as sent, so that nothing is rounded on the way through a binary number.
    private static string? Number(JsonElement value, ref string? into)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Number)
            return "must be a number without quotes";
        into = value.GetRawText();
        return null;
    }

    public static string Shown(string name) => name.Length > 40 ? name[..40] + "…" : name;
}
