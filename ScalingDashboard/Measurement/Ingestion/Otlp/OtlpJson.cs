using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads the JSON form of a metrics request: names in lower camel case, large integers as text or as numbers,
/// unknown names passed over, as the specification wants.</summary>
internal static class OtlpJson
{
    private static readonly (OtlpKind Kind, string Part)[] Kinds =
    [
        (OtlpKind.Gauge, "gauge"), (OtlpKind.Sum, "sum"), (OtlpKind.Histogram, "histogram"),
        (OtlpKind.ExponentialHistogram, "exponentialHistogram"), (OtlpKind.Summary, "summary"),
    ];

    /// <summary>The points of a request in the order sent.</summary>
    /// <param name="place">Follows, so that an error can be told with its place.</param>
    /// <exception cref="JsonException">A part of the text is not of its type.</exception>
    public static IEnumerable<OtlpSample> Read(JsonElement root, OtlpPlace place)
    {
        foreach (var element in List(root, "resourceMetrics"))
        {
            place.EnterResource();
            foreach (var sample in Resource(element, place))
                yield return sample;
            place.LeaveResource();
        }
    }

    private static IEnumerable<OtlpSample> Resource(JsonElement element, OtlpPlace place)
    {
        var resource = new OtlpAttributes();
        if (Find(element, "resource") is { } described && Find(described, "attributes") is { } attributes)
            Attributes(attributes, resource);
        foreach (var scope in List(element, "scopeMetrics"))
            foreach (var metric in List(scope, "metrics"))
            {
                place.EnterMetric();
                foreach (var (of, point) in Metric(metric, place))
                    yield return new OtlpSample(resource, of, point);
                place.LeaveMetric();
            }
    }

    private static IEnumerable<(OtlpMetric Metric, OtlpPoint Point)> Metric(JsonElement element, OtlpPlace place)
    {
        var name = Find(element, "name") is { } said ? Text(said) : "";
        foreach (var (kind, part) in Kinds)
        {
            if (Find(element, part) is not { } data)
                continue;
            var metric = new OtlpMetric
            {
                Name = name,
                Kind = kind,
                Temporality = Find(data, "aggregationTemporality") is { } temporality ? Temporality(Text(temporality)) : OtlpTemporality.Unspecified,
                IsMonotonic = Find(data, "isMonotonic") is { ValueKind: JsonValueKind.True },
            };
            foreach (var point in List(data, "dataPoints"))
            {
                place.Count();
                yield return (metric, Point(point));
            }
        }
    }

    // The specification wants the number; older senders send the name.
    private static OtlpTemporality Temporality(string said) => said switch
    {
        "1" or "AGGREGATION_TEMPORALITY_DELTA" => OtlpTemporality.Delta,
        "2" or "AGGREGATION_TEMPORALITY_CUMULATIVE" => OtlpTemporality.Cumulative,
        _ => OtlpTemporality.Unspecified,
    };

    // Each name once, in the order sent: most of a request is points, and looking each part up would cost twice as much.
    private static OtlpPoint Point(JsonElement element)
    {
        var point = new OtlpPoint();
        foreach (var (name, value) in Parts(element, "timeUnixNano"))
            switch (name)
            {
                case "attributes":
                    Attributes(value, point.Attributes);
                    break;
                case "startTimeUnixNano":
                    point.StartNanos = Integer(value);
                    break;
                case "timeUnixNano":
                    point.TimeNanos = Integer(value);
                    break;
                case "flags":
                    point.Flags = Integer(value);
                    break;
                case "asDouble" or "asInt":
                    point.Value = Text(value);
                    break;
                default:
                    Histogram(point, name, value);
                    break;
            }
        return point;
    }

    private static void Histogram(OtlpPoint point, string name, JsonElement value)
    {
        switch (name)
        {
            case "min":
                point.Least = Number(value);
                break;
            case "max":
                point.Most = Number(value);
                break;
            case "bucketCounts":
                point.Counts.AddRange(Items(value, name).Select(Integer));
                break;
            case "explicitBounds":
                point.Bounds.AddRange(Items(value, name).Select(Number));
                break;
            case "scale":
                point.Scale = (int)Number(value);
                break;
            case "zeroCount":
                point.ZeroCount = Integer(value);
                break;
            case "positive":
                Buckets(value, point.Positive);
                break;
            case "negative":
                Buckets(value, point.Negative);
                break;
        }
    }

    private static void Buckets(JsonElement element, OtlpBuckets buckets)
    {
        buckets.Offset = Find(element, "offset") is { } offset ? (int)Number(offset) : 0;
        foreach (var count in List(element, "bucketCounts"))
            buckets.Counts.Add(Integer(count));
    }

    private static void Attributes(JsonElement list, OtlpAttributes attributes)
    {
        foreach (var pair in Items(list, "attributes"))
            if (Find(pair, "key") is { } key && Find(pair, "value") is { } value)
                attributes.Set(Text(key), (Find(value, "stringValue") ?? Find(value, "intValue") ?? Find(value, "boolValue") ?? Find(value, "doubleValue")) is { } any ? Text(any) : "");
    }

    /// <summary>What is there and not null.</summary>
    /// <param name="expected">One of its parts, to say what was looked for.</param>
    private static IEnumerable<(string Name, JsonElement Value)> Parts(JsonElement element, string expected) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().Where(part => part.Value.ValueKind != JsonValueKind.Null).Select(part => (NameOf(part), part.Value))
            : throw new JsonException($"An object with \"{expected}\" was expected and something else found.");

    private static string NameOf(JsonProperty part)
    {
        try
        {
            return part.Name;
        }
        catch (InvalidOperationException)
        {
            // No valid Unicode, so none of the names that are known here.
            return "";
        }
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object ? throw new JsonException($"An object with \"{name}\" was expected and something else found.")
        : element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found
        : null;

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) => Find(element, name) is { } list ? Items(list, name) : default;

    private static JsonElement.ArrayEnumerator Items(JsonElement list, string name) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new JsonException($"\"{name}\" must be an array.");

    private static ulong Integer(JsonElement value) => ulong.TryParse(Text(value), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JsonException($"'{value.GetRawText()}' is not a whole number of 64 bits.");

    private static double Number(JsonElement value) => double.TryParse(Text(value), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JsonException($"'{value.GetRawText()}' is not a number.");

    private static string Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value.GetRawText();
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("A text contains half of a surrogate pair or bytes that are no UTF-8.");
        }
    }
}
