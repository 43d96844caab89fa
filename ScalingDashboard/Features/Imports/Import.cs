using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Imports;

/// <summary>Where an import is on its way. Those that end in "ing" are a job's work; the others wait for a person or are the end.</summary>
public enum ImportState
{
    /// <summary>Its file is looked through.</summary>
    Reading,

    /// <summary>Somebody must say what its columns mean.</summary>
    Open,

    /// <summary>Its rows are tried out.</summary>
    Checking,

    /// <summary>What storing it would do is known.</summary>
    Ready,

    Storing,
    Stored,
    Undoing,
    Undone,

    /// <summary>Its file can not be taken in.</summary>
    Refused,
}

/// <summary>One file that somebody sent on the page, and what became of it. It belongs to its sender; nobody else learns that it exists.</summary>
public sealed class Import
{
    private Import()
    {
    }

    public Guid Id { get; private init; }

    public ImportState State { get; private set; }

    /// <summary>Of the work under way, 0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>Account id.</summary>
    public string Person { get; private init; } = "";

    /// <summary>The person's name: the source of the readings.</summary>
    public string Source { get; private init; } = "";

    /// <summary>What the person might see when the work under way was asked for.</summary>
    public string Scope { get; private set; } = "";

    public string FileName { get; private init; } = "";

    public int Size { get; private init; }

    /// <summary>SHA-256 of the file, which outlives it.</summary>
    public byte[] Hash { get; private init; } = [];

    /// <summary>The file, until it is stored or too old.</summary>
    public byte[]? Content { get; private set; }

    /// <summary>Sheet and header row that the person chose, as JSON; null to look for them.</summary>
    public string? Layout { get; private set; }

    /// <summary>A <c>TableProfile</c> as JSON.</summary>
    public string? Profile { get; private set; }

    /// <summary>A <c>TableMapping</c> as JSON.</summary>
    public string? Mapping { get; private set; }

    /// <summary>True when the mapping is the one of the last file with these columns.</summary>
    public bool Remembered { get; private set; }

    /// <summary>An <see cref="ImportReport"/> as JSON.</summary>
    public string? Report { get; private set; }

    /// <summary>The report's <see cref="ImportCounts"/> by themselves, for lists.</summary>
    public string? Counts { get; private set; }

    /// <summary>The rejected rows with their problems.</summary>
    public byte[]? Rejected { get; private set; }

    /// <summary>Why the file was refused or the last step failed, in words for its sender, whatever language that one reads.</summary>
    public Sentence? Error { get; private set; }

    /// <summary>The batch that it was stored as.</summary>
    public long? Batch { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset MovedAt { get; private set; }

    public static Topic TopicOf(Guid id) => new($"import:{id:N}");

    /// <summary>Raised whenever one of a person's imports moves, comes or goes.</summary>
    public static Topic TopicOf(string person) => new($"imports:{person}");

    internal static Import Begin(Guid id, Importer importer, string fileName, byte[] content, byte[] hash, DateTimeOffset now) => new()
    {
        Id = id,
        Person = importer.Id,
        Source = importer.Source,
        Scope = importer.Scope.ToString(),
        FileName = fileName,
        Size = content.Length,
        Hash = hash,
        Content = content,
        CreatedAt = now,
        MovedAt = now,
    };
}

/// <summary>The spelling of states in the database and on the page's elements.</summary>
public static class ImportStates
{
    public static string Code(this ImportState state) => state.ToString().ToLowerInvariant();

    public static ImportState Parse(string code) => Enum.Parse<ImportState>(code, ignoreCase: true);

    /// <summary>True while a job is, or will soon be, at work on it.</summary>
    public static bool IsUnderWay(this ImportState state) => state is ImportState.Reading or ImportState.Checking or ImportState.Storing or ImportState.Undoing;

    /// <summary>Where a step that failed leaves an import: before it.</summary>
    public static ImportState Before(this ImportState state) => state switch
    {
        ImportState.Reading => ImportState.Refused,
        ImportState.Checking => ImportState.Open,
        ImportState.Storing => ImportState.Ready,
        ImportState.Undoing => ImportState.Stored,
        _ => state,
    };
}
