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
        // Names of metrics, units and systems repeat on every line.
        PoolStrings = true,
        // Bounds the buffer when a quote is never closed.
        MaxRecordSize = 64 * 1024,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    public string MediaType => "text/csv";

    public async Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(body, Options, leaveOpen: true);
        try
        {
            await csv.ReadHeaderAsync(cancellationToken);
            if (csv.Headers.Count == 0)
                throw new Invalid("The body is empty. The first line names the columns, for example " + string.Join(',', Columns) + ".");
            var place = PlacesOf(csv.Headers);
            while (await csv.ReadAsync(cancellationToken))
            {
                if (csv.FieldCount > csv.Headers.Count)
                    batch.Reject(new(batch.Next, "bad-row", $"line {csv.LineNumber}: has {csv.FieldCount} fields, the header has {csv.Headers.Count}. Quote fields that contain commas."));
                else
                    batch.Add(Read(csv, place, batch.Next));
                if (batch.IsFull)
                    await batch.HandOnAsync(cancellationToken);
            }
        }
        catch (CsvFormatException e)
        {
            throw new Invalid($"line {e.LineNumber}: the quotes do not match. Close each quoted field and double the quotes inside it. Nothing was stored.");
        }
    }

    private static RawReading Read(CsvReader csv, int[] place, int index)
    {
        return new RawReading(index, Field(0), Field(1), Field(2), Field(3), Field(4), Field(5), Field(6));

        string? Field(int column) => place[column] is >= 0 and var i && i < csv.FieldCount ? csv.GetString(i) : null;
    }

    /// <summary>Where each of <see cref="Columns"/> stands in the file, or -1.</summary>
    private static int[] PlacesOf(IReadOnlyList<string> header)
    {
        var place = Columns.Select(_ => -1).ToArray();
        for (var i = 0; i < header.Count; i++)
        {
            var column = Array.IndexOf(Columns, header[i].Trim().ToLowerInvariant());
            if (column < 0)
                throw new Invalid($"line 1: the column '{header[i]}' is not known. Columns are {string.Join(", ", Columns)}.");
            if (place[column] >= 0)
                throw new Invalid($"line 1: the column '{Columns[column]}' stands twice. Remove one.");
            place[column] = i;
        }
        if (Needed.FirstOrDefault(n => place[Array.IndexOf(Columns, n)] < 0) is { } missing)
            throw new Invalid($"line 1: the column '{missing}' is missing. The first line names the columns, for example {string.Join(',', Columns)}.");
        return place;
    }
}
