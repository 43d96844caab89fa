using System.Text;
using CsvHelper;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>
/// Reads one seed file strictly (RFC 4180, UTF-8, a header of exactly the expected columns). All that is wrong with it
/// is said at once: file, line, field and remedy.
/// </summary>
public static class SeedFile
{
    /// <summary>A file with more problems than this is wrong as a whole; the first ones tell why.</summary>
    private const int ProblemsShown = 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads every row of a file.</summary>
    /// <param name="columns">The header, in this order.</param>
    /// <param name="map">Makes an item of a row. What the row's getters find wrong is collected; the item is then dropped.</param>
    /// <exception cref="StartRefused">The file is missing or malformed; the message lists every problem.</exception>
    public static IReadOnlyList<T> Read<T>(string path, IReadOnlyList<string> columns, Func<SeedRow, T> map)
    {
        var problems = new List<string>();
        var items = new List<T>();
        if (Load(path, problems) is { } text)
            ReadRows(text, columns, map, items, problems);
        Demand(path, [.. problems.Distinct()]);
        return items;
    }

    /// <summary>Refuses the start when there are problems.</summary>
    /// <exception cref="StartRefused">There are; the message lists them.</exception>
    public static void Demand(string path, IReadOnlyList<string> problems)
    {
        if (problems.Count == 0)
            return;
        var more = problems.Count > ProblemsShown ? FormattableString.Invariant($"; and {problems.Count - ProblemsShown} more") : "";
        throw new StartRefused($"The seed file {path} cannot be used: {string.Join("; ", problems.Take(ProblemsShown))}{more}.");
    }

    private static string? Load(string path, List<string> problems)
    {
        try
        {
            return File.ReadAllText(path, StrictUtf8);
        }
        catch (DecoderFallbackException)
        {
            problems.Add("it is not UTF-8; save it as UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"it cannot be read ({e.Message}); restore it, or name the folder of the seed files in {SeedOptions.Section}:Folder");
        }
        return null;
    }

    private static void ReadRows<T>(string text, IReadOnlyList<string> columns, Func<SeedRow, T> map, List<T> items, List<string> problems)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            SkipEmptyLines = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record => problems.Add(FormattableString.Invariant(
                $"line {record.LineNumber}: the quotes do not match ({record.Reason}); put the field in quotes and double the quotes inside it")),
        });
        if (!reader.Read() || !Fields(reader).SequenceEqual(columns, StringComparer.Ordinal))
        {
            problems.Add($"line 1: the header must be '{string.Join(',', columns)}'");
            return;
        }
        while (reader.Read())
        {
            var before = problems.Count;
            if (reader.FieldCount != columns.Count)
            {
                problems.Add(FormattableString.Invariant(
                    $"line {reader.LineNumber}: {reader.FieldCount} fields instead of {columns.Count}; put fields with a comma in quotes, and remove empty lines"));
                continue;
            }
            var item = map(new SeedRow(reader.LineNumber, columns, Fields(reader), problems));
            if (problems.Count == before)
                items.Add(item);
        }
    }

    private static string[] Fields(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
}
