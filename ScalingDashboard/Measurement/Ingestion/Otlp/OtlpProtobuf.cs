using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads the binary form of a metrics request by the field numbers of the specification; fields it does not know
/// are passed over, as the specification wants.</summary>
internal static class OtlpProtobuf
{
    /// <exception cref="FormatException">The bytes are no such message.</exception>
    public static OtlpRequest Read(ArraySegment<byte> body)
    {
        var request = new OtlpRequest();
        var message = new ProtobufReader(body);
        while (message.Next())
            if (message.Field is (1, WireType.LengthDelimited))
                try
                {
                    request.Count();
                    request.Resources.Add(Resource(request, message.Bytes));
                }
                catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
                {
                    throw new FormatException($"resource {request.Resources.Count}: {e.Message}");
                }
        return request;
    }

    private static OtlpResource Resource(OtlpRequest request, ArraySegment<byte> bytes)
    {
        var resource = new OtlpResource();
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.LengthDelimited))
                Described(message.Bytes, resource);
            else if (message.Field is (2, WireType.LengthDelimited))
                Scope(request, message.Bytes, resource);
        return resource;
    }

    private static void Described(ArraySegment<byte> bytes, OtlpResource resource)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.LengthDelimited))
                Attribute(message.Bytes, resource.Attributes);
    }

    private static void Scope(OtlpRequest request, ArraySegment<byte> bytes, OtlpResource resource)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (2, WireType.LengthDelimited))
                try
                {
                    request.Count();
                    resource.Metrics.Add(Metric(request, message.Bytes));
                }
                catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
                {
                    throw new FormatException($"metric {resource.Metrics.Count}: {e.Message}");
                }
    }

    private static OtlpMetric Metric(OtlpRequest request, ArraySegment<byte> bytes)
    {
        var metric = new OtlpMetric();
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.LengthDelimited))
                metric.Name = message.Text;
            else if (KindOf(message.Field) is { } kind)
                Data(request, metric, kind, message.Bytes);
        return metric;
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

    private static void Data(OtlpRequest request, OtlpMetric metric, OtlpKind kind, ArraySegment<byte> bytes)
    {
        metric.Kind = kind;
        var message = new ProtobufReader(bytes);
        while (message.Next())
            switch (message.Field)
            {
                case (1, WireType.LengthDelimited):
                    request.Count();
                    metric.Points.Add(OtlpProtobufPoints.Read(kind, message.Bytes));
                    break;
                case (2, WireType.Varint):
                    metric.Temporality = (OtlpTemporality)message.Number;
                    break;
                case (3, WireType.Varint):
                    metric.IsMonotonic = message.Number != 0;
                    break;
            }
    }

    /// <summary>A key and its value (<c>KeyValue</c>).</summary>
    internal static void Attribute(ArraySegment<byte> bytes, OtlpAttributes attributes)
    {
        var (key, value) = ("", "");
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.LengthDelimited))
                key = OtlpAttributes.Known(message.Bytes) ?? message.Text;
            else if (message.Field is (2, WireType.LengthDelimited))
                value = Any(message.Bytes);
        attributes.Set(key, value);
    }

    /// <summary>A value of any type (<c>AnyValue</c>) as text; lists and maps are empty, because none of them names anything here.</summary>
    private static string Any(ArraySegment<byte> bytes)
    {
        var value = "";
        var message = new ProtobufReader(bytes);
        while (message.Next())
            value = message.Field switch
            {
                (1, WireType.LengthDelimited) => message.Text,
                (2, WireType.Varint) => message.Number != 0 ? "true" : "false",
                (3, WireType.Varint) => ((long)message.Number).ToString(CultureInfo.InvariantCulture),
                (4, WireType.Fixed64) => message.Double.ToString("R", CultureInfo.InvariantCulture),
                _ => value,
            };
        return value;
    }
}
