using System.Text.Json;
using static ScalingDashboard.Measurement.Ingestion.Otlp.OtlpJsonValues;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads data points of each kind, and attributes, from their JSON form.</summary>
internal static class OtlpJsonPoints
{
    // The ones that every point has come first: they are looked for in this order.
    private static readonly string[] InPoint =
    [
        "timeUnixNano", "asDouble", "asInt", "attributes", "startTimeUnixNano", "bucketCounts", "explicitBounds", "min", "max", "flags",
        "scale", "zeroCount", "positive", "negative",
    ];

    private static readonly string[] InDescribed = ["attributes"], InAttribute = ["key", "value"], InBuckets = ["offset", "bucketCounts"],
        InValue = ["stringValue", "intValue", "boolValue", "doubleValue"];

    public static OtlpPoint Read(ref Utf8JsonReader json)
    {
        var point = new OtlpPoint();
        var fields = new JsonFields(ref json, InPoint);
        while (fields.Next(ref json, out var name))
            switch (name)
            {
                case "":
                    break;
                case "attributes":
                    Attributes(ref json, point.Attributes);
                    break;
                case "startTimeUnixNano":
                    point.StartNanos = Integer(ref json);
                    break;
                case "timeUnixNano":
                    point.TimeNanos = Integer(ref json);
                    break;
                case "flags":
                    point.Flags = Integer(ref json);
                    break;
                case "asDouble" or "asInt":
                    point.Value = Text(ref json);
                    break;
                default:
                    Histogram(point, name, ref json);
                    break;
            }
        return point;
    }

    /// <summary>The attributes of a resource.</summary>
    public static OtlpAttributes Described(ref Utf8JsonReader json)
    {
        var attributes = new OtlpAttributes();
        var fields = new JsonFields(ref json, InDescribed);
        while (fields.Next(ref json, out var name))
            if (name.Length > 0)
                Attributes(ref json, attributes);
        return attributes;
    }

    private static void Histogram(OtlpPoint point, string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "min":
                point.Least = Number(ref json);
                break;
            case "max":
                point.Most = Number(ref json);
                break;
            case "bucketCounts":
                for (Enter(ref json, name); IsInside(ref json);)
                    point.Counts.Add(Integer(ref json));
                break;
            case "explicitBounds":
                for (Enter(ref json, name); IsInside(ref json);)
                    point.Bounds.Add(Number(ref json));
                break;
            case "scale":
                point.Scale = (int)Number(ref json);
                break;
            case "zeroCount":
                point.ZeroCount = Integer(ref json);
                break;
            case "positive":
                Buckets(ref json, point.Positive);
                break;
            case "negative":
                Buckets(ref json, point.Negative);
                break;
        }
    }

    private static void Buckets(ref Utf8JsonReader json, OtlpBuckets buckets)
    {
        var fields = new JsonFields(ref json, InBuckets);
        while (fields.Next(ref json, out var name))
            if (name == "offset")
                buckets.Offset = (int)Number(ref json);
            else if (name == "bucketCounts")
                for (Enter(ref json, name); IsInside(ref json);)
                    buckets.Counts.Add(Integer(ref json));
    }

    private static void Attributes(ref Utf8JsonReader json, OtlpAttributes attributes)
    {
        for (Enter(ref json, "attributes"); IsInside(ref json);)
        {
            var (key, value) = ((string?)null, (string?)null);
            var fields = new JsonFields(ref json, InAttribute);
            while (fields.Next(ref json, out var name))
                if (name == "key")
                    key = OtlpAttributes.Known(json.ValueSpan) ?? Text(ref json);
                else if (name == "value")
                    value = Any(ref json);
            if (key is not null && value is not null)
                attributes.Set(key, value);
        }
    }

    /// <summary>A value of any type as text; lists and maps are empty, because none of them names anything here.</summary>
    private static string Any(ref Utf8JsonReader json)
    {
        var value = "";
        var fields = new JsonFields(ref json, InValue);
        while (fields.Next(ref json, out var name))
            if (name.Length > 0)
                value = Text(ref json);
        return value;
    }
}
