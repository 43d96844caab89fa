using System.Globalization;
using System.Text;
using static ScalingDashboard.Tests.Measurement.Ingestion.Otlp.Wire;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Malformed;

/// <summary>
/// One reading, each part as it stands in the body: quoted or not, right or wrong. A character is a byte (Latin-1), so that
/// bytes that are no text can be said.
/// </summary>
internal sealed record Parts(string Metric, string Unit, string At, string Value, string Key);

/// <summary>A format, and how one reading is written in it.</summary>
internal abstract record Door(string Name, string Path, string MediaType)
{
    public static IReadOnlyList<Door> All { get; } = [new JsonDoor(), new NdjsonDoor(), new CsvDoor(), new OtlpJsonDoor(), new OtlpProtobufDoor()];

    /// <summary>A reading that is taken.</summary>
    public Parts Good => new(Text("impact.cost_savings.cashable"), Text("FIN-DE"), GoodMoment, "1250.5", Text("one"));

    public bool IsOtlp => Path == "/v1/metrics";

    protected virtual string GoodMoment => Text("2026-01-05T10:00:00Z");

    /// <summary>A text as this format puts it into a body.</summary>
    public string Text(string text) => Quoted(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));

    /// <summary>The same of bytes, which may be no text.</summary>
    public abstract string Quoted(string bytes);

    /// <summary>A request with these readings, in this order.</summary>
    public abstract byte[] Body(params IReadOnlyList<Parts> readings);

    public sealed override string ToString() => Name;
}

internal sealed record JsonDoor() : Door("JSON", "/api/v1/readings", "application/json")
{
    public override string Quoted(string bytes) => Json(bytes);

    public override byte[] Body(params IReadOnlyList<Parts> readings) => Encoding.Latin1.GetBytes($$"""{"readings":[{{string.Join(',', readings.Select(Object))}}]}""");

    public static string Object(Parts p) => $$"""{"metric":{{p.Metric}},"unit":{{p.Unit}},"at":{{p.At}},"value":{{p.Value}},"key":{{p.Key}}}""";

    public static string Json(string bytes) =>
        $"\"{string.Concat(bytes.Select(c => c is '"' or '\\' or < ' ' ? $"\\u{(int)c:x4}" : c.ToString()))}\"";
}

internal sealed record NdjsonDoor() : Door("NDJSON", "/api/v1/readings", "application/x-ndjson")
{
    public override string Quoted(string bytes) => JsonDoor.Json(bytes);

    public override byte[] Body(params IReadOnlyList<Parts> readings) => Encoding.Latin1.GetBytes(string.Join('\n', readings.Select(JsonDoor.Object)));
}

internal sealed record CsvDoor() : Door("CSV", "/api/v1/readings", "text/csv")
{
    // What is needed stands last: a line that is cut off anywhere lacks it.
    public const string Header = "metric,unit,value,key,at\n";

    public override string Quoted(string bytes) => $"\"{bytes.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public override byte[] Body(params IReadOnlyList<Parts> readings) =>
        Encoding.Latin1.GetBytes(Header + string.Join('\n', readings.Select(p => $"{p.Metric},{p.Unit},{p.Value},{p.Key},{p.At}")));
}

internal sealed record OtlpJsonDoor() : Door("OTLP JSON", "/v1/metrics", "application/json")
{
    protected override string GoodMoment => "\"1767607200000000000\"";

    public override string Quoted(string bytes) => JsonDoor.Json(bytes);

    public override byte[] Body(params IReadOnlyList<Parts> readings) =>
        Encoding.Latin1.GetBytes($$"""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{{string.Join(',', readings.Select(Metric))}}]}]}]}""");

    private static string Metric(Parts p) =>
        $$$$"""{"name":{{{{p.Metric}}}},"gauge":{"dataPoints":[{"timeUnixNano":{{{{p.At}}}},"asDouble":{{{{p.Value}}}},"attributes":[{"key":"business.unit","value":{"stringValue":{{{{p.Unit}}}}}},{"key":"reading.key","value":{"stringValue":{{{{p.Key}}}}}}]}]}}""";
}

internal sealed record OtlpProtobufDoor() : Door("OTLP protobuf", "/v1/metrics", "application/x-protobuf")
{
    protected override string GoodMoment => "1767607200000000000";

    public override string Quoted(string bytes) => bytes;

    public override byte[] Body(params IReadOnlyList<Parts> readings) => Message(Inner(1, Inner(2, [.. readings.Select(Metric)])));

    private static Action<Google.Protobuf.CodedOutputStream> Metric(Parts p) => Inner(2, Bytes(1, Encoding.Latin1.GetBytes(p.Metric)), Inner(5, Inner(1,
        Fixed64(3, ulong.Parse(p.At, CultureInfo.InvariantCulture)), Double(4, double.Parse(p.Value, CultureInfo.InvariantCulture)),
        Named("business.unit", p.Unit), Named("reading.key", p.Key))));

    private static Action<Google.Protobuf.CodedOutputStream> Named(string key, string bytes) =>
        Inner(7, Otlp.Wire.Text(1, key), Inner(2, Bytes(1, Encoding.Latin1.GetBytes(bytes))));
}
