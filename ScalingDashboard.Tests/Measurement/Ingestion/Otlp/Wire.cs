using Google.Protobuf;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>Protobuf messages written by field numbers, with Google's own encoder: what the product reads with its own reader.</summary>
internal static class Wire
{
    public static byte[] Message(params Action<CodedOutputStream>[] fields)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            foreach (var write in fields)
                write(output);
        return bytes.ToArray();
    }

    public static Action<CodedOutputStream> Inner(int field, params Action<CodedOutputStream>[] fields) => Bytes(field, Message(fields));

    public static Action<CodedOutputStream> Bytes(int field, byte[] bytes) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    };

    public static Action<CodedOutputStream> Text(int field, string text) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    };

    public static Action<CodedOutputStream> Varint(int field, ulong number) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteUInt64(number);
    };

    public static Action<CodedOutputStream> Signed(int field, int number) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteSInt32(number);
    };

    public static Action<CodedOutputStream> Fixed64(int field, ulong number) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteFixed64(number);
    };

    public static Action<CodedOutputStream> Fixed32(int field, uint number) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFixed32(number);
    };

    public static Action<CodedOutputStream> Double(int field, double number) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(number);
    };

    /// <summary>An attribute (<c>KeyValue</c>) with a text.</summary>
    public static Action<CodedOutputStream> Attribute(int field, string key, string value) =>
        Inner(field, Text(1, key), Inner(2, Text(1, value)));
}
