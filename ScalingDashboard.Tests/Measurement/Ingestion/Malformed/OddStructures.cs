using System.Text;
using static ScalingDashboard.Tests.Measurement.Ingestion.Otlp.Wire;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Malformed;

/// <summary>Bodies whose parts are right and whose form is not.</summary>
internal static class OddStructures
{
    private const int Deep = 200;

    private static readonly string Good = JsonDoor.Object(new JsonDoor().Good);

    private static readonly string[] Objects =
    [
        "7", "null", "\"text\"", "[]", "{", "}", "{}", $"[{Good}]", $"{Good}{Good}", Good.Replace("\"metric\"", "\"Metric\"", StringComparison.Ordinal),
        Good.Replace("\"unit\"", "\"metric\"", StringComparison.Ordinal), Good.Replace("\"value\"", "\"valu\"", StringComparison.Ordinal), Good[..^1] + ",\"more\":1}",
        Good[..^1] + ",\"value\":2}", Good[..^1] + ",}", Good[..^1] + ",\"\\ud800\":1}", "/* comment */" + Good, Good.Replace('"', '\''), "\xFE\xFF" + Good,
        Good[..^1] + $",\"system\":{Nested()}}}", Nested(),
    ];

    private static readonly string[] Documents =
    [
        "", " ", "null", "7", "[]", "{}", "{\"readings\":{}}", "{\"readings\":null}", "{\"readings\":[],\"more\":1}", "{\"readings\":[],\"readings\":[]}", $"[{Good}]", $"{{\"readings\":[{Good},]}}",
        $"{{\"readings\":[{Good}]}} {{}}", $"{{\"Readings\":[{Good}]}}", $"{{\"readings\":[{Good} {Good}]}}", $"{{\"readings\":{Nested()}}}", "\xFF\xFE{\0}\0", "metric,unit,at,value\n",
    ];

    private static readonly string[] Tables =
    [
        "", "\n", "{}", "metric\n", "metric,unit,at\n", "metric,unit,at,value,colour\n", "metric,metric,unit,at,value\n", "metric;unit;at;value\n", "\xFF\xFEm\0e\0", "metric,unit,at,value,key,\n",
        Row("a,b,c,d"), Row("a,b,c,d,e,f"), Row("\"a"), Row("\"a\"b,c,d,e,f"), Row("a,b,c,d,\"e"), Row(new string(',', 1000)), Row("\"" + new string('x', 100_000)), Row(new string('x', 100_000)),
        Row("\"\",\"\",\"\",\"\",\"\""), Row(",,,,"), Row("metric,unit,at,value,key"),
    ];

    private static readonly string[] OtlpDocuments =
    [
        "", "null", "7", "[]", "{\"resourceMetrics\":{}}", "{\"resourceMetrics\":[7]}", "{\"resourceMetrics\":[],\"resourceMetrics\":[]}", "{\"resourceMetrics\":[{\"scopeMetrics\":7}]}",
        "{\"resourceMetrics\":[{\"resource\":7}]}", "{\"resourceMetrics\":[{\"resource\":{\"attributes\":{}}}]}", OtlpMetric("7"), OtlpMetric("[]"), OtlpMetric("{\"name\":\"x\",\"gauge\":7}"),
        OtlpMetric("{\"name\":\"x\",\"gauge\":{\"dataPoints\":7}}"), OtlpMetric("{\"name\":\"x\",\"gauge\":{\"dataPoints\":[7]}}"), OtlpMetric("{\"name\":\"x\",\"gauge\":{\"dataPoints\":[{}]}}"),
        OtlpMetric("{\"name\":\"x\",\"summary\":{\"dataPoints\":[{}]}}"), OtlpMetric("{\"name\":\"x\",\"histogram\":{\"dataPoints\":[{\"bucketCounts\":[\"x\"]}]}}"),
        OtlpMetric("{\"name\":\"x\",\"sum\":{\"dataPoints\":[{\"timeUnixNano\":\"1767607200000000000\",\"asInt\":\"1\"}]}}"), $"{{\"resourceMetrics\":{Nested()}}}", "{\"resourceMetrics\":[]} {}",
    ];

    private static readonly (string Name, byte[] Body)[] Messages =
    [
        ("field without a number", [0x00]), ("field number zero", [0x02, 0x00]), ("group", [0x0B, 0x0C]), ("end of a group", [0x0C]), ("wire type 6", [0x0E]), ("wire type 7", [0x0F]),
        ("number without an end", [0x08, .. Enumerable.Repeat((byte)0xFF, 11)]), ("length beyond the end", [0x0A, 0x7F]), ("length beyond all memory", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
        ("eight bytes of which three are there", [0x09, 1, 2, 3]), ("four bytes of which three are there", [0x0D, 1, 2, 3]), ("text instead of a message", Message(Text(1, "{\"resourceMetrics\":[]}"))),
        ("JSON", Encoding.UTF8.GetBytes("{\"resourceMetrics\":[]}")), ("metric without data", OtlpMessage(Text(1, "x"), Inner(11, Inner(1)))), ("point without a time", OtlpMessage(Text(1, "x"), Inner(5, Inner(1)))),
        ("counts that are cut off", OtlpMessage(Text(1, "x"), Inner(9, Inner(1, Bytes(6, [1, 2, 3]))))), ("time of another form", OtlpMessage(Text(1, "x"), Inner(5, Inner(1, Varint(3, 1), Varint(4, 1))))),
    ];

    public static IEnumerable<MalformedInput> Of(Door door) => door switch
    {
        JsonDoor => [.. Texts(door, Documents), .. Texts(door, [.. Objects.Select(o => $"{{\"readings\":[{o}]}}")])],
        NdjsonDoor => Texts(door, [.. Objects, $"{Good},{Good}", .. Documents.Where(d => d.Trim().Length > 0)]),
        CsvDoor => Texts(door, Tables),
        OtlpJsonDoor => Texts(door, OtlpDocuments),
        OtlpProtobufDoor => Messages.Select(m => new MalformedInput(Kind, door, m.Name, m.Body)),
        _ => throw new InvalidOperationException(door.Name),
    };

    private const string Kind = "form that is none";

    private static IEnumerable<MalformedInput> Texts(Door door, IReadOnlyList<string> bodies) =>
        bodies.Select(body => new MalformedInput(Kind, door, body.Length > 80 ? body[..80] : body, Encoding.Latin1.GetBytes(body)));

    private static string Row(string row) => CsvDoor.Header + row;

    private static string Nested() => new string('[', Deep) + new string(']', Deep);

    private static string OtlpMetric(string metric) => $"{{\"resourceMetrics\":[{{\"scopeMetrics\":[{{\"metrics\":[{metric}]}}]}}]}}";

    private static byte[] OtlpMessage(params Action<Google.Protobuf.CodedOutputStream>[] metric) => Message(Inner(1, Inner(2, Inner(2, metric))));
}
