namespace ScalingDashboard.Tests.Measurement.Ingestion.Malformed;

/// <summary>Bodies of the right form in which one part says what it must not.</summary>
internal static class OddParts
{
    private const int Kilobytes64 = 64 * 1024;

    private static readonly string[] Numbers = ["NaN", "\"NaN\"", "Infinity", "-Infinity", "1e999", "-1e999", "1e-320", "1e17", "-1e16", "0x10", "1,5", "1 000", "--1", "1e", ".", "+", "1_000"];
    private static readonly string[] BinaryNumbers = ["NaN", "Infinity", "-Infinity", "1e300", "-1e300", "1e-320", "1e17", "-1e16"];

    private static readonly string[] Moments =
    [
        "9999-12-31T23:59:59Z", "2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z",
        "2026-01-05", "2026-01-05T10:00:00", "2026-02-30T10:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T10:61:00Z", "2026-01-05T10:00:60Z", "2026-13-05T10:00:00Z",
        "05.01.2026 10:00", "1767607200", "1767607200000", "now", "", " ", "2026-01-05T10:00:00+99:00", "2026-01-05T10:00:00ZZ", "٢٠٢٦-01-05T10:00:00Z",
    ];

    private static readonly string[] Nanos = ["1", "1000000000", "946684799000000000", "1767607200", "1767607200000", "4070908800000000000", "18446744073709551615", "0"];

    private static readonly (string Name, string Text)[] Names =
    [
        ("empty", ""), ("unknown", "no.such"), ("blank around it", " x "), ("other case", "Fin-de"), ("emoji", "🚀"), ("right to left override", "FIN\u202EED-"),
        ("zero width", "FIN\u200B-DE"), ("line break", "FIN\r\nDE"), ("escape", "\u001b[31mFIN"), ("64 KB", new string('x', Kilobytes64)), ("replacement character", "FIN\uFFFD"),
    ];

    /// <summary>As bytes: no text, or none that may be stored.</summary>
    private static readonly (string Name, string Bytes)[] NoTexts =
        [("NUL", "a\0b"), ("invalid UTF-8", "a\xFF" + "b"), ("half of a character", "a\xC3"), ("surrogate in UTF-8", "\xED\xA0\x80"), ("overlong", "\xC0\xAF")];

    private static readonly (string Name, string Bytes)[] NoKeys =
        [("201 characters", new string('k', 201)), ("64 KB", new string('k', Kilobytes64)), ("line break", "a\nb"), ("escape", "\x1B[31m")];

    // Written as they are, without quotes around them.
    private static readonly string[] JsonTypes = ["null", "true", "7", "[]", "{}", "[[]]", "{\"a\":1}", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\x\"", "'a'", "undefined"];
    private static readonly string[] JsonNumberTypes = ["null", "true", "\"7\"", "[]", "{}", "[7]", "{\"a\":1}", "\"\"", "007", "+7", "7.", ".7", "1e+", "undefined"];

    public static IEnumerable<MalformedInput> Of(Door door) =>
        [.. OddTexts(door), .. OddKeys(door), .. OddNumbers(door), .. OddMoments(door), .. door is CsvDoor or OtlpProtobufDoor ? [] : WrongTypes(door)];

    private static IEnumerable<MalformedInput> OddTexts(Door door)
    {
        foreach (var (name, text) in Names)
        {
            yield return new("text that is none or a trap", door, $"metric {name}", door.Body(door.Good with { Metric = door.Text(text) }));
            yield return new("text that is none or a trap", door, $"unit {name}", door.Body(door.Good with { Unit = door.Text(text) }));
        }
        foreach (var (name, bytes) in NoTexts)
        {
            yield return new("text that is none or a trap", door, $"metric {name}", door.Body(door.Good with { Metric = door.Quoted(bytes) }));
            yield return new("text that is none or a trap", door, $"unit {name}", door.Body(door.Good with { Unit = door.Quoted(bytes) }));
        }
    }

    private static IEnumerable<MalformedInput> OddKeys(Door door) => NoTexts.Concat(NoKeys)
        .Select(odd => new MalformedInput("text that is none or a trap", door, $"key {odd.Name}", door.Body(door.Good with { Key = door.Quoted(odd.Bytes) })));

    private static IEnumerable<MalformedInput> OddNumbers(Door door) => (door is OtlpProtobufDoor ? BinaryNumbers : Numbers)
        .Select(number => new MalformedInput("number that is none or absurd", door, number, door.Body(door.Good with { Value = number })));

    private static IEnumerable<MalformedInput> OddMoments(Door door) => (door.IsOtlp ? Nanos : Moments)
        .Select(moment => new MalformedInput("moment that never was or is not yet", door, moment, door.Body(door.Good with { At = door is OtlpProtobufDoor ? moment : door.Text(moment) })));

    private static IEnumerable<MalformedInput> WrongTypes(Door door)
    {
        const string Kind = "wrong type";
        foreach (var type in JsonTypes)
        {
            yield return new(Kind, door, $"metric {type}", door.Body(door.Good with { Metric = type }));
            yield return new(Kind, door, $"unit {type}", door.Body(door.Good with { Unit = type }));
            // No key, and in OTLP any number that says a time, is right.
            if (type != "null")
                yield return new(Kind, door, $"key {type}", door.Body(door.Good with { Key = type }), MayBeTaken: door.IsOtlp);
            yield return new(Kind, door, $"at {type}", door.Body(door.Good with { At = type }));
        }
        foreach (var type in JsonNumberTypes)
            yield return new(Kind, door, $"value {type}", door.Body(door.Good with { Value = type }), MayBeTaken: door.IsOtlp);
    }
}
