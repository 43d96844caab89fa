namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>What <c>seed-data/catalog</c> says: the metrics and the playbook's own lists.</summary>
public sealed record CatalogFiles(
    IReadOnlyList<Metric> Metrics, IReadOnlyList<Outcome> Outcomes, IReadOnlyList<ScalingKpi> Kpis,
    IReadOnlyList<ScalingWave> Waves, IReadOnlyList<BusinessFunction> Functions)
{
    /// <summary>Reads and cross-checks the five files.</summary>
    /// <exception cref="Platform.Data.StartRefused">A file is malformed or refers to something that is not there.</exception>
    public static CatalogFiles Read(SeedOptions options)
    {
        var metrics = MetricFile.Read(options.PathOf("catalog/metrics.csv"));
        var keys = metrics.ToDictionary(m => m.Key, m => m.Key, StringComparer.Ordinal);
        var waves = ReadWaves(options.PathOf("catalog/waves.csv"));
        return new CatalogFiles(
            metrics,
            ReadOutcomes(options.PathOf("catalog/outcomes.csv"), keys, [.. metrics.Where(m => m.Derived is not null).Select(m => m.Key)]),
            ReadKpis(options.PathOf("catalog/kpis.csv"), keys),
            waves,
            ReadFunctions(options.PathOf("catalog/functions.csv"), waves));
    }

    private static IReadOnlyList<ScalingWave> ReadWaves(string path)
    {
        var known = new SeenKeys("number");
        return SeedFile.Read(path, ["number", "name", "first_week", "last_week"], row =>
        {
            var wave = new ScalingWave(row.WholeNumber("number", 1, 99), row.Text("name"), row.WholeNumber("first_week", 1, 999), row.WholeNumber("last_week", 1, 999));
            known.Demand(row, row.Text("number"));
            if (wave.LastWeek < wave.FirstWeek)
                row.Wrong("last_week", "is before first_week; swap them");
            return wave;
        });
    }

    private static IReadOnlyList<BusinessFunction> ReadFunctions(string path, IReadOnlyList<ScalingWave> waves)
    {
        var known = new SeenKeys("code");
        var numbers = waves.ToDictionary(w => w.Number.ToString(CultureInfo.InvariantCulture), w => w.Number, StringComparer.Ordinal);
        return SeedFile.Read(path, ["code", "name", "wave"], row =>
        {
            known.Demand(row, row.Text("code"));
            return new BusinessFunction(row.Text("code"), row.Text("name"), row.Choice("wave", numbers));
        });
    }

    private static IReadOnlyList<Outcome> ReadOutcomes(string path, Dictionary<string, string> metrics, HashSet<string> derived)
    {
        var known = new SeenKeys("key");
        return SeedFile.Read(path, ["key", "name", "metrics", "window", "target", "order"], row =>
        {
            known.Demand(row, row.Text("key"));
            if (!Period.Choices.Contains(row.Text("window")))
                row.Wrong("window", $"'{row.Text("window")}' is not known; use one of {string.Join(", ", Period.Choices)}");
            foreach (var key in row.List("metrics").Where(derived.Contains))
                row.Wrong("metrics", $"'{key}' is derived; an outcome adds up metrics that readings are sent of");
            return new Outcome(row.Text("key"), row.Text("name"), KnownMetrics(row, metrics), row.Text("window"), row.Number("target"), row.WholeNumber("order", 1, 99));
        });
    }

    private static IReadOnlyList<ScalingKpi> ReadKpis(string path, Dictionary<string, string> metrics)
    {
        var known = new SeenKeys("key");
        return SeedFile.Read(path, ["key", "name", "group", "metrics", "order"], row =>
        {
            known.Demand(row, row.Text("key"));
            return new ScalingKpi(row.Text("key"), row.Text("name"), row.Text("group"), KnownMetrics(row, metrics), row.WholeNumber("order", 1, 99));
        });
    }

    private static IReadOnlyList<string> KnownMetrics(SeedRow row, Dictionary<string, string> metrics)
    {
        var named = row.List("metrics");
        foreach (var key in named.Where(key => !metrics.ContainsKey(key)))
            row.Wrong("metrics", $"the metric '{key}' is not in metrics.csv; add it there or correct the spelling");
        return named;
    }
}
