using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Finds what people call things: by key or name, in any case. Knows only units within the sender's scope.</summary>
internal sealed class TableNames
{
    private readonly Directory _metrics;
    private readonly Directory _units;
    private readonly Directory _systems;

    public TableNames(CatalogSnapshot catalog, UnitScope scope)
    {
        _metrics = Directory.Of(catalog.Metrics.Select(m => (m.Key, m.Name)));
        _units = Directory.Of(catalog.Units.Where(u => scope.Includes(u.Code)).Select(u => (u.Code, u.Name)));
        _systems = Directory.Of(catalog.Systems.Select(s => (s.Code, s.Name)));
    }

    /// <summary>The key or code that a text means; null when it means none.</summary>
    public string? Find(TableField field, string text) => Of(field)?.Find(text.Trim());

    /// <summary>The name that was probably meant: the only one that differs by so little.</summary>
    public string? Nearest(TableField field, string text)
    {
        if (Of(field)?.Names is not { } names || text.Length is < 3 or > 80)
            return null;
        var most = text.Length < 8 ? 1 : 2;
        var near = names.Where(name => Math.Abs(name.Key.Length - text.Length) <= most)
            .Select(name => (name.Value, Distance: Distance(name.Key.ToUpperInvariant(), text.ToUpperInvariant())))
            .Where(name => name.Distance <= most).GroupBy(name => name.Distance).MinBy(group => group.Key)?
            .Select(name => name.Value).Distinct().ToList();
        return near is [var only] ? only : null;
    }

    private Directory? Of(TableField field) => field switch
    {
        TableField.Metric => _metrics,
        TableField.Unit => _units,
        TableField.System => _systems,
        _ => null,
    };

    /// <summary>Letters to change, add or leave out to get from one word to the other.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }

    /// <param name="Keys">As they are spelled.</param>
    /// <param name="Names">Keys and names in any case, with the key they stand for.</param>
    private sealed record Directory(HashSet<string> Keys, Dictionary<string, string> Names)
    {
        public string? Find(string text) => Keys.TryGetValue(text, out var key) ? key : Names.GetValueOrDefault(text);

        // A name that is somebody's key means that key; a name of two things means none.
        public static Directory Of(IEnumerable<(string Key, string Name)> things)
        {
            var all = things.ToList();
            var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, key) in all.Select(t => (t.Name, t.Key)).GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() == 1).Select(same => same.Single()))
                names[name] = key;
            foreach (var same in all.GroupBy(t => t.Key, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() == 1))
                names[same.Key] = same.Single().Key;
            return new Directory([.. all.Select(t => t.Key)], names);
        }
    }
}
