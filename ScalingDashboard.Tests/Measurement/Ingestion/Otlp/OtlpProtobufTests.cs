using Google.Protobuf;
using ScalingDashboard.Measurement.Ingestion.Otlp;
using static ScalingDashboard.Tests.Measurement.Ingestion.Otlp.Wire;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>Messages written by Google's encoder, read by the product's reader.</summary>
[Trait("Ring", "Unit")]
public sealed class OtlpProtobufTests
{
    [Fact]
    public void An_exponential_histogram_keeps_the_signs_of_its_scale_and_offsets()
    {
        var point = Read(10, Attribute(1, "plant", "north"), Fixed64(3, 7), Signed(6, -3), Fixed64(7, 4), Inner(8, Signed(1, -2), Bytes(2, Message(o => o.WriteUInt64(5), o => o.WriteUInt64(300)))),
            Inner(9, Signed(1, 2), Varint(2, 6), Varint(2, 7)), Double(12, -1.5), Double(13, 2.5));

        (point.TimeNanos, point.Scale, point.ZeroCount, point.Least, point.Most).ShouldBe((7UL, -3, 4UL, -1.5, 2.5));
        (point.Positive.Offset, point.Negative.Offset).ShouldBe((-2, 2));
        point.Positive.Counts.ShouldBe([5UL, 300UL]);
        point.Negative.Counts.ShouldBe([6UL, 7UL]);
        point.Attributes.Find("plant").ShouldBe("north");
    }

    [Fact]
    public void Counts_of_a_histogram_may_stand_in_one_field_or_in_several()
    {
        var point = Read(9, Fixed64(6, 1), Bytes(6, Message(o => o.WriteFixed64(2), o => o.WriteFixed64(3))), Double(7, 0.5), Bytes(7, Message(o => o.WriteDouble(1.5))));
        point.Counts.ShouldBe([1UL, 2UL, 3UL]);
        point.Bounds.ShouldBe([0.5, 1.5]);
    }

    [Fact]
    public void A_field_of_another_form_is_another_field()
    {
        var point = Read(5, Varint(3, 1), Fixed32(4, 1), Fixed64(8, 1), Text(6, "7"), Fixed64(6, unchecked((ulong)-7L)));
        (point.TimeNanos, point.Value, point.HasNoValue).ShouldBe((0UL, "-7", false));
    }

    [Fact]
    public void Attributes_of_any_type_are_text_and_of_two_of_one_name_the_later_holds()
    {
        var point = Read(5, Attribute(7, "a", "1"), Attribute(7, "a", "2"), Any("whole", Varint(3, unchecked((ulong)-5L))), Any("truth", Varint(2, 1)), Any("number", Double(4, 0.5)),
            Any("list", Inner(5, Inner(1, Text(1, "x")))));
        new[] { "a", "whole", "truth", "number", "list", "none" }.Select(point.Attributes.Find).ShouldBe(["2", "-5", "true", "0.5", "", null]);

        static Action<CodedOutputStream> Any(string key, Action<CodedOutputStream> value) => Inner(7, Text(1, key), Inner(2, value));
    }

    [Fact]
    public void The_same_attributes_name_the_same_series_in_whatever_order_they_were_sent()
    {
        var (one, other, none) = (Read(5, Attribute(7, "a", "1"), Attribute(7, "b", "2")), Read(5, Attribute(7, "b", "2"), Attribute(7, "business.unit", "X"), Attribute(7, "a", "1")), Read(5, Attribute(7, "reading.key", "k")));
        one.Attributes.Series().ShouldBe(other.Attributes.Series());
        none.Attributes.Series().ShouldBe("");
    }

    [Theory]
    [InlineData("a message", new byte[] { 0x0a, 1, (byte)'a', 0x12, 100 })]
    [InlineData("a text", new byte[] { 0x0a, 100, (byte)'a' })]
    [InlineData("a number", new byte[] { 0x0a, 1, (byte)'a', 0x18, 0x80 })]
    public void What_reaches_beyond_its_message_is_refused_although_bytes_follow(string what, byte[] attribute)
    {
        var following = Text(99, new string('x', 200));
        Should.Throw<FormatException>(() => Read(5, Bytes(7, attribute), following), what).Message.ShouldContain("beyond the end of its message");
    }

    private static OtlpPoint Read(int kind, params Action<CodedOutputStream>[] point) =>
        OtlpProtobuf.Read(Message(Inner(1, Inner(2, Inner(2, Text(1, "m"), Inner(kind, Inner(1, point)))))), new OtlpPlace()).Single().Point;
}
