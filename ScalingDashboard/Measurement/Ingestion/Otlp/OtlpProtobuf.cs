using static Google.Protobuf.WireFormat;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads the binary form of a metrics request by the field numbers of the specification; fields it does not know
/// are passed over, as the specification wants.</summary>
internal static class OtlpProtobuf
{
    /// <summary>The points of a request in the order sent.</summary>
    /// <param name="place">Follows, so that an error can be told with its place.</param>
    /// <exception cref="FormatException">The bytes are no such message.</exception>
    public static IEnumerable<OtlpSample> Read(ArraySegment<byte> body, OtlpPlace place)
    {
        var message = new ProtobufReader(body);
        while (message.Next())
        {
            if (message.Field is not (1, WireType.LengthDelimited))
                continue;
            place.EnterResource();
            foreach (var sample in Resource(message.Take(), place))
                yield return sample;
            place.LeaveResource();
        }
    }

    private static IEnumerable<OtlpSample> Resource(ArraySegment<byte> bytes, OtlpPlace place)
    {
        // Fields may come in any order, and what holds for all metrics must be known before the first.
        var attributes = new OtlpAttributes();
        for (var message = new ProtobufReader(bytes); message.Next();)
            if (message.Field is (1, WireType.LengthDelimited))
                Described(message.Enter(), attributes);
        for (var message = new ProtobufReader(bytes); message.Next();)
            if (message.Field is (2, WireType.LengthDelimited))
                foreach (var sample in Scope(message.Take(), attributes, place))
                    yield return sample;
    }

    private static void Described(ProtobufReader message, OtlpAttributes attributes)
    {
        while (message.Next())
            if (message.Field is (1, WireType.LengthDelimited))
                Attribute(message.Enter(), attributes);
    }

    private static IEnumerable<OtlpSample> Scope(ArraySegment<byte> bytes, OtlpAttributes resource, OtlpPlace place)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
        {
            if (message.Field is not (2, WireType.LengthDelimited))
                continue;
            place.EnterMetric();
            foreach (var (metric, point) in Metric(message.Take(), place))
                yield return new OtlpSample(resource, metric, point);
            place.LeaveMetric();
        }
    }

    private static IEnumerable<(OtlpMetric Metric, OtlpPoint Point)> Metric(ArraySegment<byte> bytes, OtlpPlace place)
    {
        var name = "";
        for (var message = new ProtobufReader(bytes); message.Next();)
            if (message.Field is (1, WireType.LengthDelimited))
                name = message.Text();
        for (var message = new ProtobufReader(bytes); message.Next();)
            if (KindOf(message.Field) is { } kind)
                foreach (var sample in Data(new OtlpMetric { Name = name, Kind = kind }, message.Take(), place))
                    yield return sample;
    }

    private static OtlpKind? KindOf((int, WireType) field) => field switch
    {
        (5, WireType.LengthDelimited) => OtlpKind.Gauge,
        (7, WireType.LengthDelimited) => OtlpKind.Sum,
        (9, WireType.LengthDelimited) => OtlpKind.Histogram,
        (10, WireType.LengthDelimited) => OtlpKind.ExponentialHistogram,
        (11, WireType.LengthDelimited) => OtlpKind.Summary,
        _ => null,
    };

    private static IEnumerable<(OtlpMetric, OtlpPoint)> Data(OtlpMetric metric, ArraySegment<byte> bytes, OtlpPlace place)
    {
        for (var message = new ProtobufReader(bytes); message.Next();)
            if (message.Field is (2, WireType.Varint))
                metric.Temporality = (OtlpTemporality)message.Number;
            else if (message.Field is (3, WireType.Varint))
                metric.IsMonotonic = message.Number != 0;
        for (var message = new ProtobufReader(bytes); message.Next();)
        {
            if (message.Field is not (1, WireType.LengthDelimited))
                continue;
            place.Count();
            yield return (metric, OtlpProtobufPoints.Read(metric.Kind, message.Enter()));
        }
    }

    /// <summary>A key and its value (<c>KeyValue</c>).</summary>
    internal static void Attribute(ProtobufReader message, OtlpAttributes attributes)
    {
        var (key, value) = ("", "");
        while (message.Next())
            if (message.Field is (1, WireType.LengthDelimited))
            {
                var name = message.Take();
                key = OtlpAttributes.Known(name) ?? message.TextOf(name);
            }
            else if (message.Field is (2, WireType.LengthDelimited))
            {
                value = Any(message.Enter());
            }
        attributes.Set(key, value);
    }

    /// <summary>A value of any type (<c>AnyValue</c>) as text; lists and maps are empty, because none of them names anything here.</summary>
    private static string Any(ProtobufReader message)
    {
        var value = "";
        while (message.Next())
            value = message.Field switch
            {
                (1, WireType.LengthDelimited) => message.Text(),
                (2, WireType.Varint) => message.Number != 0 ? "true" : "false",
                (3, WireType.Varint) => ((long)message.Number).ToString(CultureInfo.InvariantCulture),
                (4, WireType.Fixed64) => message.Double.ToString("R", CultureInfo.InvariantCulture),
                _ => value,
            };
        return value;
    }
}
