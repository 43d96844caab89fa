using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Catalog.Seed;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Reads the files of one demo company and checks that what they name exists.</summary>
public sealed class DemoFiles
{
    private readonly SeedOptions _options;
    private readonly string _company;
    private readonly Dictionary<string, Metric> _metrics;
    private readonly Dictionary<string, string> _functions;

    private DemoFiles(SeedOptions options, string company, CatalogFiles catalog)
    {
        (_options, _company) = (options, company);
        _metrics = catalog.Metrics.ToDictionary(m => m.Key, StringComparer.Ordinal);
        _functions = catalog.Functions.ToDictionary(f => f.Code, f => f.Code, StringComparer.Ordinal);
    }

    /// <summary>Reads one company.</summary>
    /// <param name="catalog">The catalogue that its metrics and functions are in.</param>
    /// <exception cref="Platform.Data.StartRefused">A file is malformed or names something unknown.</exception>
    public static DemoCompany Read(SeedOptions options, string company, CatalogFiles catalog) => new DemoFiles(options, company, catalog).Read();

    private DemoCompany Read()
    {
        var settings = ReadSettings();
        var units = ReadUnits();
        var codes = units.ToDictionary(u => u.Code, u => u.Code, StringComparer.Ordinal);
        var systems = ReadSystems(codes);
        SeedFile.Demand(PathOf("units.csv"), [.. units.SelectMany(u => u.Systems.Where(s => systems.All(x => x.Code != s))
            .Select(s => $"unit {u.Code} uses the system '{s}', which is not in systems.csv; add it there or correct the spelling"))]);
        var rhythms = DemoRhythmFiles.ReadRhythms(_options.PathOf("demo/rhythms.csv"));
        return new DemoCompany(
            _company, settings.Name, settings.Rollout, settings.Months, settings.Daily, units, systems,
            DemoProfileFile.Read(PathOf("profile.csv"), _metrics, rhythms), ReadIncidents(), ReadGaps(codes), ReadAdaptations(), ReadFigures(),
            rhythms, DemoRhythmFiles.ReadHolidays(_options.PathOf("demo/holidays.csv")));
    }

    private string PathOf(string file) => _options.PathOf($"demo/{_company}/{file}");

    private (string Name, int Rollout, int Months, int Daily) ReadSettings()
    {
        var settings = SeedFile.Read(PathOf("company.csv"), ["name", "rollout_weeks", "history_months", "daily_days"], row =>
            (row.Text("name"), row.WholeNumber("rollout_weeks", 1, 400), row.WholeNumber("history_months", 1, 60), row.WholeNumber("daily_days", 31, 2000)));
        SeedFile.Demand(PathOf("company.csv"), settings.Count == 1 ? [] : ["it must have one row under its header"]);
        return settings[0];
    }

    private IReadOnlyList<DemoUnit> ReadUnits()
    {
        var seen = new SeenKeys("code");
        return SeedFile.Read(PathOf("units.csv"),
            ["code", "name", "region", "country", "utc_offset", "headcount", "offset_weeks", "stretch", "adopted", "performance", "systems"], row =>
            {
                seen.Demand(row, row.Text("code"));
                return new DemoUnit(
                    row.Text("code"), row.Text("name"), row.Text("region"), row.Text("country"), Within(row, "utc_offset", -12, 14),
                    row.WholeNumber("headcount", 1, 1_000_000), Within(row, "offset_weeks", 0, 200), Within(row, "stretch", 0.2, 5),
                    Within(row, "adopted", 0, 1), Within(row, "performance", -1, 1), row.List("systems"));
            });
    }

    private IReadOnlyList<DemoSystem> ReadSystems(Dictionary<string, string> units)
    {
        var seen = new SeenKeys("code");
        return SeedFile.Read(PathOf("systems.csv"), ["code", "name", "function", "unit"], row =>
        {
            seen.Demand(row, row.Text("code"));
            var unit = row.Optional("unit").Length == 0 ? null : row.Choice("unit", units);
            return new DemoSystem(row.Text("code"), row.Text("name"), row.Choice("function", _functions), unit);
        });
    }

    private IReadOnlyList<DemoIncident> ReadIncidents() =>
        SeedFile.Read(PathOf("incidents.csv"), ["metric", "area", "first_days_ago", "last_days_ago", "effect", "name"], row =>
        {
            var (first, last) = DaysAgo(row);
            return new DemoIncident(KnownMetric(row), row.Text("area"), first, last, (double)row.Number("effect"), row.Text("name"));
        });

    private IReadOnlyList<DemoGap> ReadGaps(Dictionary<string, string> units) =>
        SeedFile.Read(PathOf("gaps.csv"), ["metric", "unit", "first_days_ago", "last_days_ago", "reason"], row =>
        {
            var (first, last) = DaysAgo(row);
            var unit = row.Text("unit") == "*" ? "*" : row.Choice("unit", units);
            return new DemoGap(row.Text("metric") == "*" ? "*" : KnownMetric(row), unit, first, last, row.Text("reason"));
        });

    private IReadOnlyList<DemoAdaptation> ReadAdaptations()
    {
        var seen = new SeenKeys("metric");
        var adaptations = SeedFile.Read(PathOf("adaptations.csv"), ["metric", "rank", "target", "amber", "reason"], row =>
        {
            seen.Demand(row, row.Text("metric"));
            return new DemoAdaptation(KnownMetric(row), row.OptionalWholeNumber("rank", 1, 4), row.OptionalNumber("target"), row.OptionalNumber("amber"), row.Text("reason"));
        });
        var places = DemoCatalogAdaptation.Apply(adaptations, [.. _metrics.Values]).Where(m => m.Rank is not null).GroupBy(m => (m.Panel, m.Rank));
        SeedFile.Demand(PathOf("adaptations.csv"), [.. places.Where(p => p.Count() > 1).Select(p => FormattableString.Invariant(
            $"{string.Join(" and ", p.Select(m => m.Key))} both have rank {p.Key.Rank} on {p.Key.Panel}; leave the rank of one of them empty"))]);
        return adaptations;
    }

    private IReadOnlyList<DemoFigure> ReadFigures() =>
        SeedFile.Read(PathOf("figures.csv"), ["metric", "period", "value", "tolerance"], row =>
        {
            var known = Period.Choices.ToDictionary(p => p, StringComparer.Ordinal);
            return new DemoFigure(KnownMetric(row), row.Choice("period", known), row.Number("value"), row.Number("tolerance"));
        });

    private string KnownMetric(SeedRow row)
    {
        var key = row.Text("metric");
        if (!_metrics.ContainsKey(key))
            row.Wrong("metric", $"'{key}' is not in catalog/metrics.csv; add it there or correct the spelling");
        return key;
    }

    private static (int First, int Last) DaysAgo(SeedRow row)
    {
        var (first, last) = (row.WholeNumber("first_days_ago", 0, 5000), row.WholeNumber("last_days_ago", 0, 5000));
        if (first < last)
            row.Wrong("last_days_ago", "lies before first_days_ago; swap them");
        return (first, last);
    }

    internal static double Within(SeedRow row, string column, double least, double most)
    {
        var number = (double)row.Number(column);
        if (number < least || number > most)
            row.Wrong(column, FormattableString.Invariant($"must be from {least} to {most}"));
        return number;
    }
}
