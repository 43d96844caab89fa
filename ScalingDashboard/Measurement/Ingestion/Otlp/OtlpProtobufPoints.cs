using Google.Protobuf;
using static ScalingDashboard.Measurement.Ingestion.Otlp.OtlpProtobuf;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads data points of each kind from their binary form.</summary>
internal static class OtlpProtobufPoints
{
    private const uint NoRecordedValue = 1;

    public static OtlpPoint Read(OtlpKind kind, CodedInputStream message)
    {
        var point = new OtlpPoint();
        EachTag(message, (tag, input) =>
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            // Start and time have these numbers in all kinds.
            if (field == 2)
                point.StartNanos = input.ReadFixed64();
            else if (field == 3)
                point.TimeNanos = input.ReadFixed64();
            else if (kind is OtlpKind.Gauge or OtlpKind.Sum)
                Number(point, field, input);
            else if (kind == OtlpKind.Histogram)
                Histogram(point, tag, input);
            else if (kind == OtlpKind.ExponentialHistogram)
                Exponential(point, field, input);
            else
                Attribute(field, 7, input, point.Attributes);
        });
        return point;
    }

    private static void Number(OtlpPoint point, int field, CodedInputStream input)
    {
        if (field == 4)
            point.Value = input.ReadDouble().ToString("R", CultureInfo.InvariantCulture);
        else if (field == 6)
            point.Value = input.ReadSFixed64().ToString(CultureInfo.InvariantCulture);
        else if (field == 8)
            point.HasNoValue = (input.ReadUInt32() & NoRecordedValue) != 0;
        else
            Attribute(field, 7, input, point.Attributes);
    }

    private static void Histogram(OtlpPoint point, uint tag, CodedInputStream input)
    {
        var field = WireFormat.GetTagFieldNumber(tag);
        if (field == 6)
            Packed(tag, input, packed => point.Counts.Add(packed.ReadFixed64()));
        else if (field == 7)
            Packed(tag, input, packed => point.Bounds.Add(packed.ReadDouble()));
        else if (field == 10)
            point.HasNoValue = (input.ReadUInt32() & NoRecordedValue) != 0;
        else if (field == 11)
            point.Least = input.ReadDouble();
        else if (field == 12)
            point.Most = input.ReadDouble();
        else
            Attribute(field, 9, input, point.Attributes);
    }

    private static void Exponential(OtlpPoint point, int field, CodedInputStream input)
    {
        if (field == 6)
            point.Scale = input.ReadSInt32();
        else if (field == 7)
            point.ZeroCount = input.ReadFixed64();
        else if (field is 8 or 9)
            Buckets(field == 8 ? point.Positive : point.Negative, Inner(input));
        else if (field == 10)
            point.HasNoValue = (input.ReadUInt32() & NoRecordedValue) != 0;
        else if (field == 12)
            point.Least = input.ReadDouble();
        else if (field == 13)
            point.Most = input.ReadDouble();
        else
            Attribute(field, 1, input, point.Attributes);
    }

    private static void Buckets(OtlpBuckets buckets, CodedInputStream message) => EachTag(message, (tag, input) =>
    {
        var field = WireFormat.GetTagFieldNumber(tag);
        if (field == 1)
            buckets.Offset = input.ReadSInt32();
        else if (field == 2)
            Packed(tag, input, packed => buckets.Counts.Add(packed.ReadUInt64()));
        else
            input.SkipLastField();
    });

    // Numbers of a list come one after the other in one field, or, from old senders, each in a field of its own.
    private static void Packed(uint tag, CodedInputStream input, Action<CodedInputStream> read)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            read(input);
            return;
        }
        var packed = Inner(input);
        while (!packed.IsAtEnd)
            read(packed);
    }
}
