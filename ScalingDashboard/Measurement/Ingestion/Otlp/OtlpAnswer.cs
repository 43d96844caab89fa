using System.Text.Json;
using Google.Protobuf;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Answers in the form that the request had: the specification allows no other.</summary>
internal static class OtlpAnswer
{
    /// <summary><c>ExportMetricsServiceResponse</c>: empty when all was taken and there is nothing to say. A message with nothing
    /// rejected is a warning, as the specification has it.</summary>
    public static byte[] Partial(bool isJson, long rejected, string message)
    {
        if (isJson)
            return JsonSerializer.SerializeToUtf8Bytes<object>(rejected == 0 && message.Length == 0
                ? new { }
                : new { partialSuccess = new { rejectedDataPoints = rejected.ToString(CultureInfo.InvariantCulture), errorMessage = message } });
        return rejected == 0 && message.Length == 0 ? [] : Message(output =>
        {
            var partial = Message(inner =>
            {
                inner.WriteTag(1, WireFormat.WireType.Varint);
                inner.WriteInt64(rejected);
                inner.WriteTag(2, WireFormat.WireType.LengthDelimited);
                inner.WriteString(message);
            });
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(partial));
        });
    }

    /// <summary><c>google.rpc.Status</c> of a request that was refused as a whole.</summary>
    public static byte[] Refused(bool isJson, string message) => isJson
        ? JsonSerializer.SerializeToUtf8Bytes(new { message })
        : Message(output =>
        {
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteString(message);
        });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            write(output);
        return bytes.ToArray();
    }
}
