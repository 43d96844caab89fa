namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>Tells by name and first bytes what a file is, and refuses what is not a table.</summary>
internal static class FileNature
{
    private const int Looked = 4096;

    private static readonly byte[] Zip = [(byte)'P', (byte)'K'];

    /// <summary>The container of old workbooks and of every workbook with a password.</summary>
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static TableFileKind KindOf(string name, byte[] content, UploadLimits limits)
    {
        if (content.Length == 0)
            throw UploadWords.Refuse(nameof(UploadsTexts.Empty));
        if (content.Length > limits.FileBytes)
            throw UploadWords.Refuse(nameof(UploadsTexts.TooLarge), Megabytes(limits.FileBytes));
        var isZip = content.AsSpan().StartsWith(Zip);
        switch (Path.GetExtension(name).ToLowerInvariant())
        {
            case ".xlsx" when content.AsSpan().StartsWith(Ole):
                throw UploadWords.Refuse(nameof(UploadsTexts.OldOrLocked));
            case ".xlsx" when !isZip:
                throw UploadWords.Refuse(nameof(UploadsTexts.NoWorkbook));
            case ".xlsx":
                return TableFileKind.Xlsx;
            case ".csv" or ".tsv" or ".txt" when isZip || !IsText(content):
                throw UploadWords.Refuse(nameof(UploadsTexts.NoText));
            case ".csv" or ".tsv" or ".txt":
                return TableFileKind.Csv;
            case ".xlsm" or ".xltm" or ".xlam":
                throw UploadWords.Refuse(nameof(UploadsTexts.Macros));
            case ".xls" or ".xlsb" or ".ods":
                throw UploadWords.Refuse(nameof(UploadsTexts.OnlyXlsx));
            default:
                throw UploadWords.Refuse(nameof(UploadsTexts.OnlyTables));
        }
    }

    public static string Megabytes(long bytes) => (bytes / (1024 * 1024)).ToString(CultureInfo.InvariantCulture);

    // Text of two bytes a character says so at its beginning; no other text has zeros in it.
    private static bool IsText(byte[] content) =>
        content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || !content.AsSpan(0, Math.Min(content.Length, Looked)).Contains((byte)0);
}
