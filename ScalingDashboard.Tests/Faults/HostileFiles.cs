using System.Globalization;
using System.IO.Compression;
using System.Text;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <param name="Reason">What the refusal must speak of.</param>
internal sealed record HostileFile(string Name, byte[] Content, string Reason);

/// <summary>Files that were used against programs that read spreadsheets, made here so that none lies in the repository.</summary>
internal static class HostileFiles
{
    private const string SheetStart = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""";
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const int Mega = 1024 * 1024;

    /// <summary>Files that are only too much.</summary>
    public static readonly Dictionary<string, Func<HostileFile>> BeyondLimits = new()
    {
        ["a bomb of 512 MB in half a megabyte"] = () => Book("times larger", b => b.With(Sheet, s => Fill(s, $"<row/>{new string(' ', 4000)}", 512)), CompressionLevel.Optimal),
        ["more than 200 MB that hardly pack"] = () => Book("200 MB", b => b.With(Sheet, s => Fill(s, $"<c><v>{Digits(3000)}</v></c>", 201))),
        ["60,000 parts"] = () => new("a.xlsx", Entries(60_000), "parts"),
        ["two million rows"] = () => Book("rows", b => b.With(Sheet, s => Rows(s, 2_000_000))),
        ["16,384 columns"] = () => Book("beyond column", b => b.WithRows($"<row>{string.Concat(Enumerable.Range(1, 16_384).Select(n => $"<c><v>{n}</v></c>"))}</row>")),
        ["a cell of a million characters"] = () => Book("characters", b => b.WithRows($"<row><c t=\"inlineStr\"><is>{string.Concat(Enumerable.Repeat($"<r><t>{new string('a', 10_000)}</t></r>", 100))}</is></c></row>")),
        ["an attribute of 60 MB"] = () => Book("far too long", b => b.With(Sheet, s => Fill(s, Digits(1000), 60, "<row a=\"", "\"/>"))),
        ["elements a million deep"] = () => Book("nested", b => b.With(Sheet, s => Fill(s, $"<a{Digits(6)}>", 8))),
        ["a million names"] = () => Book("names", b => b.With(Sheet, s => Numbered(s, 1_000_000, n => $"<a{n}/>"))),
        ["shared texts of 60 MB"] = () => Book("more text", b => b.WithRows("<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>")
            .With("xl/sharedStrings.xml", s => Numbered(s, 3_000_000, n => $"<si><t>{n}</t></si>", "<sst>", "</sst>"))),
    };

    /// <summary>Files with something in them that has no place in a table.</summary>
    public static readonly Dictionary<string, Func<HostileFile>> Treacherous = new()
    {
        ["a file of the server asked for"] = () => Book("document types", b => b.With(Sheet, $"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>{SheetStart}<row><c t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>""")),
        ["a million laughs"] = () => Book("document types", b => b.With("xl/sharedStrings.xml", Laughs()).WithRows("<row><c t=\"s\"><v>0</v></c></row>")),
        ["text that hides markup"] = () => Book("document types", b => b.WithRows($"<row><c t=\"inlineStr\"><is><t><![CDATA[{new string('<', Mega)}]]></t></is></c></row>")),
        ["a workbook within the workbook"] = () => Book("packed into it", b => b.With("xl/embeddings/inner.bin", s => s.Write(SentWorkbook.Of(["a"])))),
        ["an archive by name"] = () => Book("packed into it", b => b.With("xl/media/inner.zip", "x")),
        ["a name that leads out"] = () => Book("leads out", b => b.With("../../../tmp/evil.xml", "<x/>")),
        ["macros"] = () => Book("macros", b => b.With("xl/vbaProject.bin", "x")),
        ["macros by another name"] = () => Book("macros", b => b.With("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>""")),
        ["links to other files"] = () => Book("linked to other files", b => b.With("xl/externalLinks/externalLink1.xml", "<x/>")),
        ["parts with a password"] = () => new("a.xlsx", Encrypted(), "encrypted"),
        ["a workbook with a password"] = () => new("a.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]], "password"),
        ["a workbook with macros"] = () => new("a.xlsm", SentWorkbook.Of(["a"]), "macros"),
        ["a text named workbook"] = () => new("a.xlsx", "unit,value\nA,1\n"u8.ToArray(), "no Excel workbook"),
        ["a workbook named text"] = () => new("a.csv", SentWorkbook.Of(["a"]), "named as a text"),
        ["a program named text"] = () => new("a.csv", [(byte)'M', (byte)'Z', 0, 0, .. new byte[512]], "named as a text"),
        ["a program"] = () => new("a.exe", "MZ"u8.ToArray(), "Only Excel workbooks"),
        ["half a workbook"] = () => new("a.xlsx", SentWorkbook.Of(["a"])[..200], "damaged"),
        ["nothing"] = () => new("a.csv", [], "empty"),
        ["one byte more than 20 MB"] = () => new("a.csv", new byte[20 * Mega + 1], "20 MB"),
        // The string that every scanner knows, in two parts so that none finds it here.
        ["a virus's test string as text"] = () => new("a.csv", Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"), "nothing below row 1"),
        ["a quote that never ends"] = () => new("a.csv", Encoding.ASCII.GetBytes($"unit,value\nA,\"{new string('a', 3 * Mega)}"), "quotes"),
    };

    public static HostileFile Of(string kind) => (BeyondLimits.GetValueOrDefault(kind) ?? Treacherous[kind])();

    private static HostileFile Book(string reason, Action<SentWorkbook> harm, CompressionLevel level = CompressionLevel.Fastest)
    {
        var book = new SentWorkbook();
        harm(book);
        return new HostileFile("a.xlsx", book.ToArray(level), reason);
    }

    private static void Fill(Stream part, string text, int megabytes, string start = "", string end = "")
    {
        part.Write(Encoding.ASCII.GetBytes(SheetStart + start));
        var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, Math.Max(1, 256 * 1024 / text.Length))));
        for (var written = 0L; written < (long)megabytes * Mega; written += piece.Length)
            part.Write(piece);
        part.Write(Encoding.ASCII.GetBytes(end + "</sheetData></worksheet>"));
    }

    private static void Rows(Stream part, int rows) =>
        Numbered(part, rows, n => $"<row><c><v>{(n * 7919L % 999_983).ToString(CultureInfo.InvariantCulture)}</v></c></row>", SheetStart, "</sheetData></worksheet>");

    private static void Numbered(Stream part, int count, Func<int, string> text, string start = SheetStart, string end = "</sheetData></worksheet>")
    {
        using var writer = new StreamWriter(part, Encoding.ASCII, 1 << 16, leaveOpen: true);
        writer.Write(start);
        for (var n = 0; n < count; n++)
            writer.Write(text(n));
        writer.Write(end);
    }

    // Digits in an order that packs a few times and not a hundred.
    private static string Digits(int count) => string.Concat(Enumerable.Range(1, count).Select(n => (char)('0' + n * 7919L % 65_537 % 10)));

    private static string Laughs()
    {
        var dtd = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"lol\">");
        for (var level = 1; level <= 6; level++)
            dtd.Append(CultureInfo.InvariantCulture, $"<!ENTITY l{level} \"{string.Concat(Enumerable.Repeat($"&l{level - 1};", 10))}\">");
        return $"{dtd}]><sst><si><t>&l6;</t></si></sst>";
    }

    /// <summary>A directory whose entries are all the same part: a few bytes each for the sender, an object each for a reader.</summary>
    private static byte[] Entries(int count)
    {
        var whole = new SentWorkbook().ToArray();
        var end = whole.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var start = BitConverter.ToInt32(whole, end + 16);
        var length = 46 + BitConverter.ToUInt16(whole, start + 28);
        using var file = new MemoryStream();
        file.Write(whole, 0, start);
        for (var n = 0; n < count; n++)
            file.Write(whole, start, length);
        var directory = whole[end..];
        BitConverter.GetBytes((ushort)count).CopyTo(directory, 8);
        BitConverter.GetBytes((ushort)count).CopyTo(directory, 10);
        BitConverter.GetBytes(count * length).CopyTo(directory, 12);
        file.Write(directory);
        return file.ToArray();
    }

    private static byte[] Encrypted()
    {
        var whole = SentWorkbook.Of(["a"]);
        var end = whole.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        whole[BitConverter.ToInt32(whole, end + 16) + 8] |= 1;
        return whole;
    }
}
