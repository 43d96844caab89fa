using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads the JSON form of a metrics request: names in lower camel case, large integers as text or as numbers,
/// unknown names passed over, as the specification wants.</summary>
internal static class OtlpJson
{
    private const ulong NoRecordedValue = 1;

    /// <exception cref="JsonException">The text is no JSON, or a part of it is not of its type.</exception>
    public static OtlpRequest Read(JsonElement root)
    {
        var request = new OtlpRequest();
        foreach (var element in List(root, "resourceMetrics"))
        {
            request.Count();
            var resource = new OtlpResource();
            if (Find(element, "resource") is { } described)
                Attributes(described, resource.Attributes);
            foreach (var scope in List(element, "scopeMetrics"))
                resource.Metrics.AddRange(List(scope, "metrics").Select(metric => Metric(request, metric)));
            request.Resources.Add(resource);
        }
        return request;
    }

    private static OtlpMetric Metric(OtlpRequest request, JsonElement element)
    {
        request.Count();
        var metric = new OtlpMetric { Name = Find(element, "name") is { } name ? Text(name) : "" };
        foreach (var (kind, part) in new[]
        {
            (OtlpKind.Gauge, "gauge"), (OtlpKind.Sum, "sum"), (OtlpKind.Histogram, "histogram"),
            (OtlpKind.ExponentialHistogram, "exponentialHistogram"), (OtlpKind.Summary, "summary"),
        })
        {
            if (Find(element, part) is not { } data)
                continue;
            metric.Kind = kind;
            metric.IsCumulative = Find(data, "aggregationTemporality") is { } temporality && Text(temporality) is "2" or "AGGREGATION_TEMPORALITY_CUMULATIVE";
            metric.IsMonotonic = Find(data, "isMonotonic") is { ValueKind: JsonValueKind.True };
            metric.Points.AddRange(List(data, "dataPoints").Select(point => Point(request, point)));
        }
        return metric;
    }

    private static OtlpPoint Point(OtlpRequest request, JsonElement element)
    {
        request.Count();
        var point = new OtlpPoint
        {
            StartNanos = Integer(element, "startTimeUnixNano"),
            TimeNanos = Integer(element, "timeUnixNano"),
            HasNoValue = (Integer(element, "flags") & NoRecordedValue) != 0,
            Value = (Find(element, "asDouble") ?? Find(element, "asInt")) is { } value ? Text(value) : null,
            Least = Number(element, "min"),
            Most = Number(element, "max"),
            Scale = (int)(Number(element, "scale") ?? 0),
            ZeroCount = Integer(element, "zeroCount"),
        };
        Attributes(element, point.Attributes);
        point.Counts.AddRange(List(element, "bucketCounts").Select(Integer));
        point.Bounds.AddRange(List(element, "explicitBounds").Select(Number));
        Buckets(element, "positive", point.Positive);
        Buckets(element, "negative", point.Negative);
        return point;
    }

    private static void Buckets(JsonElement element, string name, OtlpBuckets buckets)
    {
        if (Find(element, name) is not { } part)
            return;
        buckets.Offset = (int)(Number(part, "offset") ?? 0);
        buckets.Counts.AddRange(List(part, "bucketCounts").Select(Integer));
    }

    private static void Attributes(JsonElement element, Dictionary<string, string> attributes)
    {
        foreach (var pair in List(element, "attributes"))
            if (Find(pair, "key") is { } key && Find(pair, "value") is { } value)
                attributes[Text(key)] = (Find(value, "stringValue") ?? Find(value, "intValue") ?? Find(value, "boolValue") ?? Find(value, "doubleValue")) is { } any ? Text(any) : "";
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object ? throw new JsonException($"An object with \"{name}\" was expected and something else found.")
        : element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found
        : null;

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) => Find(element, name) switch
    {
        null => default,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw new JsonException($"\"{name}\" must be an array."),
    };

    private static ulong Integer(JsonElement element, string name) => Find(element, name) is { } value ? Integer(value) : 0;

    private static ulong Integer(JsonElement value) => ulong.TryParse(Text(value), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JsonException($"'{value.GetRawText()}' is not a whole number of 64 bits.");

    private static double? Number(JsonElement element, string name) => Find(element, name) is { } value ? Number(value) : null;

    private static double Number(JsonElement value) => double.TryParse(Text(value), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JsonException($"'{value.GetRawText()}' is not a number.");

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
