using System.Text;
using System.Text.Json;
using ScalingDashboard.Measurement.Ingestion.Otlp;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>The JSON form, token by token.</summary>
[Trait("Ring", "Unit")]
public sealed class OtlpJsonTests
{
    private const string Point = """{"attributes":[{"value":{"intValue":"7"},"key":"n"}],"asInt":5,"timeUnixNano":"9"}""";

    [Fact]
    public void Names_may_come_in_any_order_and_unknown_ones_are_passed_over()
    {
        var sample = Read($$$"""
            {"x":[{"y":1}],"resourceMetrics":[{"scopeMetrics":[{"scope":{"name":"s"},"metrics":[
              {"unit":"1","sum":{"dataPoints":[{{{Point}}}],"later":{},"isMonotonic":true,"aggregationTemporality":2},"name":"m"}]}],
              "schemaUrl":"u","resource":{"attributes":[{"key":"a","value":{"stringValue":"b"}}]}}]}
            """).ShouldHaveSingleItem();
        (sample.Metric.Name, sample.Metric.Kind, sample.Metric.IsCumulative, sample.Metric.IsMonotonic).ShouldBe(("m", OtlpKind.Sum, true, true));
        (sample.Point.Value, sample.Point.TimeNanos, sample.Point.Attributes.Find("n")).ShouldBe(("5", 9UL, "7"));
        sample.Resource.Find("a").ShouldBe("b");
    }

    [Fact]
    public void Null_says_nothing() =>
        Read("""{"resourceMetrics":[{"resource":null,"scopeMetrics":[{"metrics":[{"name":"m","sum":null,"gauge":{"dataPoints":[{"asInt":null,"asDouble":0.5,"flags":null}]}}]}]}]}""")
            .ShouldHaveSingleItem().Point.Value.ShouldBe("0.5");

    [Theory]
    [InlineData("""{"resourceMetrics":[],"resourceMetrics":[]}""", "Duplicate property 'resourceMetrics'")]
    [InlineData("""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asInt":1,"asInt":2}]}}]}]}]}""", "Duplicate property 'asInt'")]
    [InlineData("""{"resourceMetrics":{}}""", "\"resourceMetrics\" must be an array")]
    [InlineData("""[]""", "An object with \"resourceMetrics\" was expected")]
    [InlineData("""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"timeUnixNano":-1}]}}]}]}]}""", "'-1' is not a whole number")]
    [InlineData("""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asInt":{}}]}}]}]}]}""", "A text or a number was expected")]
    [InlineData("""{"resourceMetrics":[]} {}""", "after a single JSON value")]
    [InlineData("""{"resourceMetrics":[{"scopeMetrics":[""", "xpected")]
    public void What_is_no_request_is_refused_with_the_reason(string text, string reason) =>
        Should.Throw<JsonException>(() => Read(text)).Message.ShouldContain(reason);

    [Fact]
    public void What_is_nested_without_end_is_not_followed() =>
        Should.Throw<JsonException>(() => Read($$"""{"x":{{new string('[', 5_000)}}{{new string(']', 5_000)}}}"""));

    private static List<OtlpSample> Read(string text)
    {
        var samples = new List<OtlpSample>();
        OtlpJson.Read(Encoding.UTF8.GetBytes(text), new OtlpPlace(), samples.Add);
        return samples;
    }
}
