using System.Text.Json;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Reports;

/// <summary>A query written as JSON, turned into the query string it stands for. Which names there are is for the
/// dashboard to say.</summary>
internal static class ReportQuery
{
    /// <param name="body">For example <c>{"period":"12m","region":["EMEA"],"wave":[1,2]}</c>.</param>
    public static string Of(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Null)
            return "";
        if (body.ValueKind != JsonValueKind.Object)
            throw new Invalid("The body must be a JSON object like {\"period\":\"12m\",\"region\":[\"EMEA\"]}, or absent.");
        return string.Join('&', body.EnumerateObject().SelectMany(property => Values(property)
            .Select(value => $"{Uri.EscapeDataString(property.Name)}={Uri.EscapeDataString(value)}")));
    }

    private static IEnumerable<string> Values(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Array
        ? property.Value.EnumerateArray().Select(item => Text(property.Name, item))
        : property.Value.ValueKind == JsonValueKind.Null ? [] : [Text(property.Name, property.Value)];

    private static string Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unicode(name, value),
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new Invalid($"{name}: must be a text, a number or a list of them."),
    };

    private static string Unicode(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new Invalid($"{name}: contains half of a surrogate pair. Send valid Unicode.");
        }
    }
}
