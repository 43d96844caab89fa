using Google.Protobuf;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads the binary form of a metrics request by the field numbers of the specification; fields it does not know
/// are passed over, as the specification wants.</summary>
internal static class OtlpProtobuf
{
    /// <exception cref="InvalidProtocolBufferException">The bytes are no such message.</exception>
    public static OtlpRequest Read(Stream body)
    {
        var request = new OtlpRequest();
        Each(new CodedInputStream(body), (field, input) =>
        {
            if (field == 1)
                request.Resources.Add(Resource(request, Inner(input)));
            else
                input.SkipLastField();
        });
        return request;
    }

    private static OtlpResource Resource(OtlpRequest request, CodedInputStream message)
    {
        request.Count();
        var resource = new OtlpResource();
        Each(message, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    Each(Inner(input), (part, attributes) => Attribute(part, 1, attributes, resource.Attributes));
                    break;
                case 2:
                    Each(Inner(input), (part, scope) =>
                    {
                        if (part == 2)
                            resource.Metrics.Add(Metric(request, Inner(scope)));
                        else
                            scope.SkipLastField();
                    });
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        });
        return resource;
    }

    private static OtlpMetric Metric(OtlpRequest request, CodedInputStream message)
    {
        request.Count();
        var metric = new OtlpMetric();
        Each(message, (field, input) =>
        {
            if (field == 1)
                metric.Name = input.ReadString();
            else if (KindOf(field) is { } kind)
                Data(request, metric, kind, Inner(input));
            else
                input.SkipLastField();
        });
        return metric;
    }

    private static OtlpKind? KindOf(int field) => field switch
    {
        5 => OtlpKind.Gauge,
        7 => OtlpKind.Sum,
        9 => OtlpKind.Histogram,
        10 => OtlpKind.ExponentialHistogram,
        11 => OtlpKind.Summary,
        _ => null,
    };

    private static void Data(OtlpRequest request, OtlpMetric metric, OtlpKind kind, CodedInputStream message)
    {
        metric.Kind = kind;
        Each(message, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    request.Count();
                    metric.Points.Add(OtlpProtobufPoints.Read(kind, Inner(input)));
                    break;
                case 2:
                    metric.IsCumulative = input.ReadEnum() == 2;
                    break;
                case 3:
                    metric.IsMonotonic = input.ReadBool();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        });
    }

    /// <summary>Reads field after field of a message.</summary>
    internal static void Each(CodedInputStream message, Action<int, CodedInputStream> read) =>
        EachTag(message, (tag, input) => read(WireFormat.GetTagFieldNumber(tag), input));

    internal static void EachTag(CodedInputStream message, Action<uint, CodedInputStream> read)
    {
        while (message.ReadTag() is var tag and not 0)
            read(tag, message);
    }

    internal static CodedInputStream Inner(CodedInputStream input) => input.ReadBytes().CreateCodedInput();

    /// <summary>Takes a field that may be a key and its value (<c>KeyValue</c>).</summary>
    /// <param name="expected">The number of the field that is one.</param>
    internal static void Attribute(int field, int expected, CodedInputStream input, Dictionary<string, string> attributes)
    {
        if (field != expected)
        {
            input.SkipLastField();
            return;
        }
        var (key, value) = ("", "");
        Each(Inner(input), (part, pair) =>
        {
            if (part == 1)
                key = pair.ReadString();
            else if (part == 2)
                value = Any(Inner(pair));
            else
                pair.SkipLastField();
        });
        attributes[key] = value;
    }

    /// <summary>A value of any type (<c>AnyValue</c>) as text; lists and maps are empty, because none of them names anything here.</summary>
    private static string Any(CodedInputStream message)
    {
        var value = "";
        Each(message, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    value = input.ReadString();
                    break;
                case 2:
                    value = input.ReadBool() ? "true" : "false";
                    break;
                case 3:
                    value = input.ReadInt64().ToString(CultureInfo.InvariantCulture);
                    break;
                case 4:
                    value = input.ReadDouble().ToString("R", CultureInfo.InvariantCulture);
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        });
        return value;
    }
}
