using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>What a file that somebody sends may cost at most. A file beyond one of these is refused with a sentence that names it.</summary>
public sealed record UploadLimits
{
    public static readonly UploadLimits Default = new();

    private const int Megabyte = 1024 * 1024;

    /// <summary>Bytes of the file as it was sent.</summary>
    public int FileBytes { get; init; } = 20 * Megabyte;

    /// <summary>Bytes of all parts of a workbook, counted while unpacking: what a header says is not believed.</summary>
    public long UnpackedBytes { get; init; } = 200 * Megabyte;

    /// <summary>Times a workbook may be larger unpacked than packed.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Parts of a workbook.</summary>
    public int Entries { get; init; } = 1_000;

    /// <summary>Rows with something in them, the header aside.</summary>
    public int Rows { get; init; } = 200_000;

    public int Columns { get; init; } = 100;

    /// <summary>Characters of one cell; Excel's own limit.</summary>
    public int CellCharacters { get; init; } = 32_767;

    /// <summary>Characters of all texts that a workbook keeps apart from its cells: they are held in memory together.</summary>
    public int SharedCharacters { get; init; } = 16 * Megabyte;

    /// <summary>Characters from one tag to the next: a longer one would be held in memory whole.</summary>
    public int TagCharacters { get; init; } = 256 * 1024;

    /// <summary>Elements within each other; a worksheet needs about eight.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Different names of elements and attributes in one part.</summary>
    public int Names { get; init; } = 2_000;

    /// <summary>Cell formats of a workbook; Excel's own limit.</summary>
    public int Formats { get; init; } = 65_490;
}

/// <summary>A file is not taken in; the message says why and what to do, in a sentence for whoever sent it.</summary>
public sealed class FileRefused(Sentence said) : Exception(said.ToString())
{
    /// <summary>The message, for a reader of any language.</summary>
    public Sentence Said { get; } = said;
}
