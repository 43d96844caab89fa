using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace ScalingDashboard.Benchmarks;

/// <summary>A batch as an OpenTelemetry collector would send it: one resource, a gauge for each metric, the unit and the
/// denominator as attributes of each point. Encoded by Google's own library.</summary>
internal static class OtlpBodies
{
    public static byte[] Protobuf(IEnumerable<IGrouping<string, BatchRow>> metrics) =>
        Message(request => Inner(request, 1, resource => Inner(resource, 2, scope =>
        {
            foreach (var metric in metrics)
                Inner(scope, 2, described =>
                {
                    Text(described, 1, metric.Key);
                    Inner(described, 5, gauge =>
                    {
                        foreach (var row in metric)
                            Inner(gauge, 1, point => Point(point, row));
                    });
                });
        })));

    public static byte[] Json(IEnumerable<IGrouping<string, BatchRow>> metrics)
    {
        var text = new StringBuilder("""{"resourceMetrics":[{"resource":{},"scopeMetrics":[{"scope":{},"metrics":[""");
        foreach (var metric in metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"name":"{{metric.Key}}","gauge":{"dataPoints":[""");
            foreach (var row in metric)
                text.Append(CultureInfo.InvariantCulture,
                    $$$"""{"attributes":[{"key":"business.unit","value":{"stringValue":"{{{row.Unit}}}"}},{"key":"reading.weight","value":{"intValue":"100"}}],"timeUnixNano":"{{{Nanos(row)}}}","asDouble":{{{row.Value}}}},""");
            text.Length--;
            text.Append("]}},");
        }
        text.Length--;
        return Encoding.UTF8.GetBytes(text.Append("]}]}]}").ToString());
    }

    private static void Point(CodedOutputStream point, BatchRow row)
    {
        point.WriteTag(3, WireFormat.WireType.Fixed64);
        point.WriteFixed64(Nanos(row));
        point.WriteTag(4, WireFormat.WireType.Fixed64);
        point.WriteDouble((double)row.Value);
        Attribute(point, "business.unit", value => Text(value, 1, row.Unit));
        Attribute(point, "reading.weight", value =>
        {
            value.WriteTag(3, WireFormat.WireType.Varint);
            value.WriteInt64(100);
        });
    }

    private static void Attribute(CodedOutputStream point, string key, Action<CodedOutputStream> value) => Inner(point, 7, pair =>
    {
        Text(pair, 1, key);
        Inner(pair, 2, value);
    });

    private static ulong Nanos(BatchRow row) => (ulong)row.At.ToUnixTimeSeconds() * 1_000_000_000;

    private static void Text(CodedOutputStream message, int field, string text)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteString(text);
    }

    private static void Inner(CodedOutputStream message, int field, Action<CodedOutputStream> write)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteBytes(ByteString.CopyFrom(Message(write)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            write(output);
        return bytes.ToArray();
    }
}
