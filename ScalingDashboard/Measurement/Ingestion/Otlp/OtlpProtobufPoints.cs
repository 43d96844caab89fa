using static Google.Protobuf.WireFormat;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Reads data points of each kind from their binary form.</summary>
internal static class OtlpProtobufPoints
{
    public static OtlpPoint Read(OtlpKind kind, ProtobufReader message)
    {
        var point = new OtlpPoint();
        while (message.Next())
            // Start and time have these numbers in all kinds.
            if (message.Field is (2, WireType.Fixed64))
                point.StartNanos = message.Number;
            else if (message.Field is (3, WireType.Fixed64))
                point.TimeNanos = message.Number;
            else if (kind == OtlpKind.Histogram)
                Histogram(point, ref message);
            else if (kind == OtlpKind.ExponentialHistogram)
                Exponential(point, ref message);
            else
                Number(point, ref message);
        return point;
    }

    // A summary's point has its attributes and flags where a number's has them, and is counted, not read.
    private static void Number(OtlpPoint point, ref ProtobufReader message)
    {
        switch (message.Field)
        {
            case (4, WireType.Fixed64):
                point.Value = message.Double.ToString("R", CultureInfo.InvariantCulture);
                break;
            case (6, WireType.Fixed64):
                point.Value = ((long)message.Number).ToString(CultureInfo.InvariantCulture);
                break;
            case (7, WireType.LengthDelimited):
                OtlpProtobuf.Attribute(message.Enter(), point.Attributes);
                break;
            case (8, WireType.Varint):
                point.Flags = message.Number;
                break;
        }
    }

    private static void Histogram(OtlpPoint point, ref ProtobufReader message)
    {
        switch (message.Field)
        {
            // Numbers of a list come one after the other in one field, or, from old senders, each in a field of its own.
            case (6, WireType.LengthDelimited):
                for (var counts = message.Enter(); counts.NextFixed();)
                    point.Counts.Add(counts.Number);
                break;
            case (6, WireType.Fixed64):
                point.Counts.Add(message.Number);
                break;
            case (7, WireType.LengthDelimited):
                for (var bounds = message.Enter(); bounds.NextFixed();)
                    point.Bounds.Add(bounds.Double);
                break;
            case (7, WireType.Fixed64):
                point.Bounds.Add(message.Double);
                break;
            case (9, WireType.LengthDelimited):
                OtlpProtobuf.Attribute(message.Enter(), point.Attributes);
                break;
            case (10, WireType.Varint):
                point.Flags = message.Number;
                break;
            case (11, WireType.Fixed64):
                point.Least = message.Double;
                break;
            case (12, WireType.Fixed64):
                point.Most = message.Double;
                break;
        }
    }

    private static void Exponential(OtlpPoint point, ref ProtobufReader message)
    {
        switch (message.Field)
        {
            case (1, WireType.LengthDelimited):
                OtlpProtobuf.Attribute(message.Enter(), point.Attributes);
                break;
            case (6, WireType.Varint):
                point.Scale = message.Signed;
                break;
            case (7, WireType.Fixed64):
                point.ZeroCount = message.Number;
                break;
            case (8, WireType.LengthDelimited):
                Buckets(point.Positive, message.Enter());
                break;
            case (9, WireType.LengthDelimited):
                Buckets(point.Negative, message.Enter());
                break;
            case (10, WireType.Varint):
                point.Flags = message.Number;
                break;
            case (12, WireType.Fixed64):
                point.Least = message.Double;
                break;
            case (13, WireType.Fixed64):
                point.Most = message.Double;
                break;
        }
    }

    private static void Buckets(OtlpBuckets buckets, ProtobufReader message)
    {
        while (message.Next())
            switch (message.Field)
            {
                case (1, WireType.Varint):
                    buckets.Offset = message.Signed;
                    break;
                case (2, WireType.LengthDelimited):
                    for (var counts = message.Enter(); counts.NextVarint();)
                        buckets.Counts.Add(counts.Number);
                    break;
                case (2, WireType.Varint):
                    buckets.Counts.Add(message.Number);
                    break;
            }
    }
}
