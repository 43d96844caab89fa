namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads the binary form of a metrics request by the field numbers of the specification; fields it does not know
/// are passed over, as the specification wants.</summary>
internal static class OtlpProtobuf
{
    /// <exception cref="FormatException">The bytes are no such message.</exception>
    public static OtlpRequest Read(ReadOnlySpan<byte> body)
    {
        var request = new OtlpRequest();
        var message = new ProtobufReader(body);
        while (message.Next())
            if (message.Field is (1, WireType.Bytes))
                try
                {
                    request.Resources.Add(Resource(message.Bytes));
                }
                catch (FormatException e)
                {
                    throw new FormatException($"resource {request.Resources.Count}: {e.Message}");
                }
        return request;
    }

    private static OtlpResource Resource(ReadOnlySpan<byte> bytes)
    {
        var resource = new OtlpResource();
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.Bytes))
                Described(message.Bytes, resource);
            else if (message.Field is (2, WireType.Bytes))
                Scope(message.Bytes, resource);
        return resource;
    }

    private static void Described(ReadOnlySpan<byte> bytes, OtlpResource resource)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.Bytes))
                Attribute(message.Bytes, resource.Attributes);
    }

    private static void Scope(ReadOnlySpan<byte> bytes, OtlpResource resource)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (2, WireType.Bytes))
                try
                {
                    resource.Metrics.Add(Metric(message.Bytes));
                }
                catch (FormatException e)
                {
                    throw new FormatException($"metric {resource.Metrics.Count}: {e.Message}");
                }
    }

    private static OtlpMetric Metric(ReadOnlySpan<byte> bytes)
    {
        var metric = new OtlpMetric();
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.Bytes))
                metric.Name = message.Text;
            else if (KindOf(message.Field) is { } kind)
                Data(metric, kind, message.Bytes);
        return metric;
    }

    private static OtlpKind? KindOf((int, WireType) field) => field switch
    {
        (5, WireType.Bytes) => OtlpKind.Gauge,
        (7, WireType.Bytes) => OtlpKind.Sum,
        (9, WireType.Bytes) => OtlpKind.Histogram,
        (10, WireType.Bytes) => OtlpKind.ExponentialHistogram,
        (11, WireType.Bytes) => OtlpKind.Summary,
        _ => null,
    };

    private static void Data(OtlpMetric metric, OtlpKind kind, ReadOnlySpan<byte> bytes)
    {
        metric.Kind = kind;
        var message = new ProtobufReader(bytes);
        while (message.Next())
            switch (message.Field)
            {
                case (1, WireType.Bytes):
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
    internal static void Attribute(ReadOnlySpan<byte> bytes, OtlpAttributes attributes)
    {
        var (key, value) = ("", "");
        var message = new ProtobufReader(bytes);
        while (message.Next())
            if (message.Field is (1, WireType.Bytes))
                key = OtlpAttributes.Known(message.Bytes) ?? message.Text;
            else if (message.Field is (2, WireType.Bytes))
                value = Any(message.Bytes);
        attributes.Set(key, value);
    }

    /// <summary>A value of any type (<c>AnyValue</c>) as text; lists and maps are empty, because none of them names anything here.</summary>
    private static string Any(ReadOnlySpan<byte> bytes)
    {
        var value = "";
        var message = new ProtobufReader(bytes);
        while (message.Next())
            value = message.Field switch
            {
                (1, WireType.Bytes) => message.Text,
                (2, WireType.Varint) => message.Number != 0 ? "true" : "false",
                (3, WireType.Varint) => ((long)message.Number).ToString(CultureInfo.InvariantCulture),
                (4, WireType.Fixed64) => message.Double.ToString("R", CultureInfo.InvariantCulture),
                _ => value,
            };
        return value;
    }
}
