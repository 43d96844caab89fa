namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>The kinds of files that tables come in.</summary>
public enum TableFileKind
{
    Csv,
    Xlsx,
}

/// <summary>
/// A table that somebody sent, read row by row. A workbook is looked through before anything of it is read, and never
/// held in memory as a whole; nothing in it is run, followed or unpacked to a disk.
/// </summary>
public abstract class TableFile : IDisposable
{
    public abstract TableFileKind Kind { get; }

    /// <summary>Names of the sheets that can be seen; none where a file has only one table.</summary>
    public abstract IReadOnlyList<string> Sheets { get; }

    /// <summary>How much of the rows under way is through, 0 to 1.</summary>
    public abstract double Progress { get; }

    /// <param name="name">As the sender calls it; its ending must go with what is in it.</param>
    /// <exception cref="FileRefused">The file is not one of these, or beyond a limit.</exception>
    public static TableFile Open(string name, byte[] content, UploadLimits limits)
    {
        var kind = FileNature.KindOf(name, content, limits);
        return kind == TableFileKind.Csv ? new CsvTable(content, limits) : XlsxTable.Open(content, limits);
    }

    /// <summary>The rows with something in them, from the top. One enumeration at a time.</summary>
    /// <param name="sheet">One of <see cref="Sheets"/>; null is the first.</param>
    /// <exception cref="FileRefused">Further down the table can not be read or is beyond a limit.</exception>
    public abstract IEnumerable<TableRow> Rows(string? sheet, CancellationToken cancellationToken);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
