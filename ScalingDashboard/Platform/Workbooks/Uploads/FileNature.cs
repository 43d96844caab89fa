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
            throw new FileRefused("The file is empty.");
        if (content.Length > limits.FileBytes)
            throw new FileRefused($"The file is larger than {Megabytes(limits.FileBytes)} MB. Split it into several files.");
        var isZip = content.AsSpan().StartsWith(Zip);
        switch (Path.GetExtension(name).ToLowerInvariant())
        {
            case ".xlsx" when content.AsSpan().StartsWith(Ole):
                throw new FileRefused("The workbook is protected with a password, or an old .xls under a new name. Open it, remove the password, and save it as Excel workbook (.xlsx).");
            case ".xlsx" when !isZip:
                throw new FileRefused("The file is named .xlsx and is no Excel workbook. Save it from a spreadsheet program as .xlsx, or send it as .csv.");
            case ".xlsx":
                return TableFileKind.Xlsx;
            case ".csv" or ".tsv" or ".txt" when isZip || !IsText(content):
                throw new FileRefused("The file is named as a text and is none. An Excel workbook must end in .xlsx; export anything else as CSV.");
            case ".csv" or ".tsv" or ".txt":
                return TableFileKind.Csv;
            case ".xlsm" or ".xltm" or ".xlam":
                throw new FileRefused("The workbook may carry macros, and those are not taken in. Save it as Excel workbook (.xlsx), which has none.");
            case ".xls" or ".xlsb" or ".ods":
                throw new FileRefused("Of spreadsheets only .xlsx is read. Save the file as Excel workbook (.xlsx) or as CSV.");
            default:
                throw new FileRefused("Only Excel workbooks (.xlsx) and CSV files (.csv) are read. Export the table as one of these.");
        }
    }

    public static string Megabytes(long bytes) => (bytes / (1024 * 1024)).ToString(CultureInfo.InvariantCulture);

    // Text of two bytes a character says so at its beginning; no other text has zeros in it.
    private static bool IsText(byte[] content) =>
        content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || !content.AsSpan(0, Math.Min(content.Length, Looked)).Contains((byte)0);
}
