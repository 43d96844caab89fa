using System.Text.Unicode;
using CsvHelper;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion.Csv;

/// <summary>
/// Reads <c>text/csv</c> (RFC 4180, UTF-8) with a header line, columns in any order:
/// <code>metric,unit,system,at,value,weight,key
/// impact.cost_savings.cashable,FIN-DE,invoice-matching,2026-11-02T10:00:00Z,1250.50,,</code>
/// </summary>
internal sealed class CsvReadingParser : IReadingParser
{
    private static readonly string[] Columns = ["metric", "unit", "system", "at", "value", "weight", "key"];
    private static readonly string[] Needed = ["metric", "unit", "at", "value"];

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        TrackLineNumbers = true,
        // Bounds the buffer when a quote is never closed.
        MaxRecordSize = 64 * 1024,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    public string MediaType => "text/csv";

    public bool IsStreamed => true;

    public async Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(body, Options, leaveOpen: true);
        try
        {
            await csv.ReadHeaderAsync(cancellationToken);
            if (csv.Headers.Count == 0)
                throw new Invalid("The body is empty. The first line names the columns, for example " + string.Join(',', Columns) + ".");
            var place = PlacesOf(csv.Headers);
            var pool = new TextPool();
            while (await csv.ReadAsync(cancellationToken))
            {
                if (Fault(csv) is { } fault)
                    batch.Reject(new(batch.Next, "bad-row", $"line {csv.LineNumber}: {fault}"));
                else
                    batch.Add(Read(csv, place, pool, batch.Next));
                if (batch.IsFull)
                    await batch.HandOnAsync(cancellationToken);
            }
        }
        catch (CsvFormatException e)
        {
            throw new Invalid($"line {e.LineNumber}: the quotes do not match, or the line is longer than {Options.MaxRecordSize / 1024} KB. Close each quoted field and double the quotes inside it. Nothing was stored.");
        }
    }

    private static string? Fault(CsvReader csv) =>
        // A line that ends too soon may have been cut off in the middle of a number.
        csv.FieldCount != csv.Headers.Count ? $"has {csv.FieldCount} fields, the header has {csv.Headers.Count}. Quote fields that contain commas, and keep the commas of empty ones."
        : !Utf8.IsValid(csv.RawRecord) ? "contains bytes that are no UTF-8. Save the file as UTF-8."
        : csv.RawRecord.Contains((byte)0) ? "contains a NUL character. Remove it."
        : null;

    private static RawReading Read(CsvReader csv, int[] place, TextPool pool, int index)
    {
        return new RawReading(index, Again(0), Again(1), Again(2), Again(3), Once(4), Once(5), Once(6));

        // Names and moments come again and again, values and keys do not.
        string? Again(int column) => place[column] is >= 0 and var i ? pool.Find(csv.GetSpan(i)) ?? csv.GetString(i) : null;

        string? Once(int column) => place[column] is >= 0 and var i ? csv.GetString(i) : null;
    }

    /// <summary>Where each of <see cref="Columns"/> stands in the file, or -1.</summary>
    private static int[] PlacesOf(IReadOnlyList<string> header)
    {
        var place = Columns.Select(_ => -1).ToArray();
        for (var i = 0; i < header.Count; i++)
        {
            var column = Array.IndexOf(Columns, header[i].Trim().ToLowerInvariant());
            if (column < 0)
                throw new Invalid($"line 1: the column {ReadingRules.Shown(header[i])} is not known. Columns are {string.Join(", ", Columns)}.");
            if (place[column] >= 0)
                throw new Invalid($"line 1: the column '{Columns[column]}' stands twice. Remove one.");
            place[column] = i;
        }
        if (Needed.FirstOrDefault(n => place[Array.IndexOf(Columns, n)] < 0) is { } missing)
            throw new Invalid($"line 1: the column '{missing}' is missing. The first line names the columns, for example {string.Join(',', Columns)}.");
        return place;
    }
}
