using System.Diagnostics;
using System.IO.Compression;
using System.Xml;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Workbooks.Uploads;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Requirement 35: an upload cannot hurt us. Every hostile file is refused with a sentence about what is wrong with it, in
/// seconds, and without taking memory: counted is all that reading it ever asked for, which the memory of a host can not
/// grow beyond.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class UploadTests
{
    private const long MostMemory = 100L * 1024 * 1024;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(15);

    /// <summary>The guard taken away as far as it is numbers.</summary>
    private static readonly UploadLimits NoLimits = new()
    {
        UnpackedBytes = long.MaxValue, Ratio = int.MaxValue, Entries = int.MaxValue, Rows = int.MaxValue - 1, Columns = int.MaxValue,
        CellCharacters = int.MaxValue, SharedCharacters = int.MaxValue, TagCharacters = int.MaxValue, Depth = int.MaxValue, Names = int.MaxValue,
    };

    public static TheoryData<string> BeyondLimits => [.. HostileFiles.BeyondLimits.Keys];

    public static TheoryData<string> Treacherous => [.. HostileFiles.Treacherous.Keys];

    [Theory]
    [MemberData(nameof(BeyondLimits))]
    [MemberData(nameof(Treacherous))]
    public void Hostile_file_is_refused_with_a_clear_sentence_and_costs_little(string kind)
    {
        var file = HostileFiles.Of(kind);

        Harm(file, () => Read(file, UploadLimits.Default)).ShouldBeNull();
    }

    /// <summary>The twin of what is counted: the same files, the same check, no limits.</summary>
    [Theory]
    [MemberData(nameof(BeyondLimits))]
    public void Without_limits_the_check_reports_it(string kind)
    {
        var file = HostileFiles.Of(kind);

        Harm(file, () => Read(file, NoLimits)).ShouldNotBeNull();
    }

    /// <summary>The twin of what is looked at: a reader that believes what it is given.</summary>
    [Theory]
    [MemberData(nameof(Treacherous))]
    public void With_a_trusting_reader_the_check_reports_it(string kind)
    {
        var file = HostileFiles.Of(kind);

        Harm(file, () => ReadTrusting(file.Content)).ShouldNotBeNull();
    }

    /// <summary>What is wrong with how a file was dealt with; null when nothing is.</summary>
    private static string? Harm(HostileFile file, Action read)
    {
        // Once before, so that what the first reading of any file costs is not counted.
        Should.NotThrow(() => Read(new HostileFile("good.xlsx", SentWorkbook.Of(["unit", "value"], ["A", "1"]), ""), UploadLimits.Default));
        var (started, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        string? refusal = null;
        try
        {
            read();
        }
        catch (FileRefused e)
        {
            refusal = e.Message;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"broke with {e.GetType().Name}";
        }
        var (memory, time) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(started));
        if (refusal is null)
            return "was not refused";
        if (!refusal.Contains(file.Reason, StringComparison.Ordinal))
            return $"was refused for another reason: {refusal}";
        return memory > MostMemory ? $"took {memory >> 20} MB" : time > MostTime ? $"took {time}" : null;
    }

    private static void Read(HostileFile file, UploadLimits limits)
    {
        using var table = TableFile.Open(file.Name, file.Content, limits);
        TableProfiler.Read(table, null, null, _ => false, CancellationToken.None);
    }

    private static void ReadTrusting(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            using var xml = XmlReader.Create(entry.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = new XmlUrlResolver(), MaxCharactersFromEntities = 0 });
            while (xml.Read())
                _ = xml.Value;
        }
    }
}
