namespace ScalingDashboard.Platform.Workbooks;

/// <summary>A table of a sheet: typed columns with a header that filters, and rows in a fixed order.</summary>
/// <param name="Name">Unique in the workbook, letters and digits: formulas and pivot tables refer to it.</param>
/// <param name="Columns">Header texts, unique in the table; a unit belongs into the header or a column of its own.</param>
public sealed record ReportTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);
