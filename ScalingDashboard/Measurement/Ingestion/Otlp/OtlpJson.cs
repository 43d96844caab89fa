using System.Text.Json;
using static ScalingDashboard.Measurement.Ingestion.Otlp.OtlpJsonValues;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads the JSON form of a metrics request: names in lower camel case, large integers as text or as numbers,
/// unknown names passed over, as the specification wants. Token by token: nothing is held but the point at hand.</summary>
internal static class OtlpJson
{
    // Deeper than any request is; what is deeper is refused, and never recursed into.
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 32 };

    private static readonly (OtlpKind Kind, string Part)[] Kinds =
    [
        (OtlpKind.Gauge, "gauge"), (OtlpKind.Sum, "sum"), (OtlpKind.Histogram, "histogram"),
        (OtlpKind.ExponentialHistogram, "exponentialHistogram"), (OtlpKind.Summary, "summary"),
    ];

    private static readonly string[] InRequest = ["resourceMetrics"], InResource = ["resource", "scopeMetrics"], InScope = ["metrics"],
        InMetric = ["name", .. Kinds.Select(k => k.Part)], InData = ["dataPoints", "aggregationTemporality", "isMonotonic"];

    /// <summary>Hands on the points of a request in the order sent.</summary>
    /// <param name="place">Follows, so that an error can be told with its place.</param>
    /// <exception cref="JsonException">The text is no JSON, or a part of it is not of its type.</exception>
    public static void Read(ReadOnlySpan<byte> body, OtlpPlace place, Action<OtlpSample> next)
    {
        var json = new Utf8JsonReader(body, Strict);
        json.Read();
        var fields = new JsonFields(ref json, InRequest);
        while (fields.Next(ref json, out var name))
        {
            if (name.Length == 0)
                continue;
            for (Enter(ref json, name); IsInside(ref json);)
            {
                place.EnterResource();
                Resource(ref json, place, next);
                place.LeaveResource();
            }
        }
        // Something behind the end is no JSON either.
        json.Read();
    }

    private static void Resource(ref Utf8JsonReader json, OtlpPlace place, Action<OtlpSample> next)
    {
        OtlpAttributes? resource = null;
        var fields = new JsonFields(ref json, InResource);
        while (fields.Next(ref json, out var name))
            if (name == "resource")
                resource = OtlpJsonPoints.Described(ref json);
            else if (name == "scopeMetrics")
                Scopes(ref json, resource ?? Later(json), place, next);

        // Names may come in any order, and what holds for all metrics must be known before the first.
        static OtlpAttributes Later(Utf8JsonReader json) => Find(ref json, "resource") ? OtlpJsonPoints.Described(ref json) : new();
    }

    private static void Scopes(ref Utf8JsonReader json, OtlpAttributes resource, OtlpPlace place, Action<OtlpSample> next)
    {
        for (Enter(ref json, "scopeMetrics"); IsInside(ref json);)
        {
            var fields = new JsonFields(ref json, InScope);
            while (fields.Next(ref json, out var name))
            {
                if (name.Length == 0)
                    continue;
                for (Enter(ref json, name); IsInside(ref json);)
                {
                    place.EnterMetric();
                    Metric(ref json, resource, place, next);
                    place.LeaveMetric();
                }
            }
        }
    }

    private static void Metric(ref Utf8JsonReader json, OtlpAttributes resource, OtlpPlace place, Action<OtlpSample> next)
    {
        string? called = null;
        var fields = new JsonFields(ref json, InMetric);
        while (fields.Next(ref json, out var name))
            if (name == "name")
                called = Text(ref json);
            else if (name.Length > 0)
                Data(ref json, new OtlpMetric { Name = called ?? Later(json), Kind = Array.Find(Kinds, k => k.Part == name).Kind }, resource, place, next);

        static string Later(Utf8JsonReader json) => Find(ref json, "name") ? Text(ref json) : "";
    }

    private static void Data(ref Utf8JsonReader json, OtlpMetric metric, OtlpAttributes resource, OtlpPlace place, Action<OtlpSample> next)
    {
        if (metric.Kind != OtlpKind.Gauge)
            Describe(metric, json);
        var fields = new JsonFields(ref json, InData);
        while (fields.Next(ref json, out var name))
            if (name == "dataPoints")
                for (Enter(ref json, name); IsInside(ref json);)
                {
                    place.Count();
                    next(new OtlpSample(resource, metric, OtlpJsonPoints.Read(ref json)));
                }
            else
                json.Skip();
    }

    /// <summary>What the points are, wherever beside them it stands.</summary>
    private static void Describe(OtlpMetric metric, Utf8JsonReader json)
    {
        var fields = new JsonFields(ref json, InData);
        while (fields.Next(ref json, out var name))
            if (name == "aggregationTemporality")
                metric.Temporality = Temporality(Text(ref json));
            else if (name == "isMonotonic")
                metric.IsMonotonic = json.TokenType == JsonTokenType.True;
            else
                json.Skip();
    }

    // The specification wants the number; older senders send the name.
    private static OtlpTemporality Temporality(string said) => said switch
    {
        "1" or "AGGREGATION_TEMPORALITY_DELTA" => OtlpTemporality.Delta,
        "2" or "AGGREGATION_TEMPORALITY_CUMULATIVE" => OtlpTemporality.Cumulative,
        _ => OtlpTemporality.Unspecified,
    };
}
