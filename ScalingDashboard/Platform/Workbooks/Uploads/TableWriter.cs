namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>Writes a table row by row, as the kind of file that another came in. What is text in it is never run by the
/// program that opens it.</summary>
public abstract class TableWriter : IDisposable
{
    public static TableWriter Create(TableFileKind kind) => kind == TableFileKind.Csv ? new CsvTableWriter() : new XlsxTableWriter();

    /// <summary>The first row is the header.</summary>
    public abstract void Write(IReadOnlyList<TableCell> cells);

    /// <summary>The whole file; nothing can be written after that.</summary>
    public abstract byte[] ToArray();

    public abstract void Dispose();
}
