using System.Buffers.Binary;
using System.IO.Compression;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>
/// Looks a workbook's container through before anything in it is read. Entries are counted in the bytes, because the
/// framework's reader makes an object of each first; sizes are counted by unpacking, because what a header says is a claim.
/// </summary>
internal static class ZipGuard
{
    private const uint EntryMark = 0x0201_4B50;
    private const int EntryLength = 46;
    private const int EndLength = 22;

    /// <summary>Below this the ratio says nothing: a page of spaces packs a thousand times.</summary>
    private const long RatioFrom = 1024 * 1024;

    private static readonly string[] Archives = [".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".jar", ".7z", ".rar", ".gz", ".tar"];

    private static ReadOnlySpan<byte> EndMark => [(byte)'P', (byte)'K', 5, 6];

    /// <exception cref="FileRefused">Too much, too dense, or something in it that has no place in a table.</exception>
    public static ZipArchive Open(byte[] content, UploadLimits limits)
    {
        CountEntries(content, limits.Entries);
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            try
            {
                foreach (var entry in archive.Entries)
                    CheckName(entry.FullName);
                Unpack(archive, content.Length, limits);
                return archive;
            }
            catch
            {
                archive.Dispose();
                throw;
            }
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    public static FileRefused Damaged() => UploadWords.Refuse(nameof(UploadsTexts.Damaged));

    private static void CountEntries(byte[] content, int most)
    {
        // The end's record is the last thing in the file, but for a comment.
        var tail = Math.Max(0, content.Length - EndLength - ushort.MaxValue);
        var end = tail + content.AsSpan(tail).LastIndexOf(EndMark);
        if (end < tail || end + EndLength > content.Length)
            throw Damaged();
        var start = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(end + 16));
        var count = 0;
        for (var at = (long)start; at + EntryLength <= content.Length; count++)
        {
            var entry = content.AsSpan((int)at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) != EntryMark)
                break;
            if ((entry[8] & 1) != 0)
                throw UploadWords.Refuse(nameof(UploadsTexts.Encrypted));
            if (count == most)
                throw UploadWords.Refuse(nameof(UploadsTexts.Parts), most);
            at += EntryLength + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }
        if (count == 0)
            throw Damaged();
    }

    private static void CheckName(string name)
    {
        if (name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Split('/').Contains(".."))
            throw UploadWords.Refuse(nameof(UploadsTexts.LeadsOut));
        if (name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase))
            throw UploadWords.Refuse(nameof(UploadsTexts.HasMacros));
        if (name.Contains("/externalLinks/", StringComparison.OrdinalIgnoreCase))
            throw UploadWords.Refuse(nameof(UploadsTexts.Linked));
        if (Archives.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw Nested();
    }

    private static void Unpack(ZipArchive archive, long packed, UploadLimits limits)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        foreach (var entry in archive.Entries)
        {
            using var part = entry.Open();
            var isFirst = true;
            for (int read; (read = part.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; isFirst = false)
            {
                if (isFirst && buffer is [(byte)'P', (byte)'K', 3, 4, ..] && read > 4)
                    throw Nested();
                total += read;
                if (total > limits.UnpackedBytes)
                    throw UploadWords.Refuse(nameof(UploadsTexts.Unpacked), FileNature.Megabytes(limits.UnpackedBytes));
                if (total > RatioFrom && total / limits.Ratio > packed)
                    throw UploadWords.Refuse(nameof(UploadsTexts.Dense), limits.Ratio);
            }
        }
    }

    private static FileRefused Nested() => UploadWords.Refuse(nameof(UploadsTexts.Nested));
}
