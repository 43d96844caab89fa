using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Checks one raw reading against the catalogue, the sender's units and the clock. Pure; says every refusal in words.</summary>
/// <param name="earliest">Readings from before are no longer kept.</param>
internal sealed class ReadingRules(CatalogSnapshot catalog, UnitScope scope, ReportingCalendar calendar, DateTimeOffset now, DateTimeOffset earliest = default)
{
    /// <summary>A sender's clock may be this far ahead.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(10);

    /// <summary>Amounts beyond this are taken for a mistake; it keeps every sum within exact arithmetic.</summary>
    public const decimal LargestValue = 1e16m;

    public const decimal LargestWeight = 1e12m;
    /// <summary>Bounds the products that a weighted mean adds up, for the same reason.</summary>
    public const decimal LargestProduct = 1e20m;

    private const int LongestKey = 200;
    private static readonly DateTimeOffset Earliest = new(Period.FirstYear, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The metric of a reading as defined on its day, when it has limits that single readings are judged by; null for
    /// most. Limits speak of what the metric means now, and say nothing about days on which it meant something else.</summary>
    public Metric? LimitsOf(Reading reading)
    {
        if (catalog.FindMetric(reading.MetricId) is not { HasLimits: true } metric)
            return null;
        var defined = metric.Earlier.Count == 0 ? metric : metric.On(calendar.DayOf(reading.At));
        return ReferenceEquals(defined, metric) || !DefinitionRules.IsBreak(defined.Definition, metric.Definition) ? defined : null;
    }

    /// <summary>The reading, or the reason why it is none; of one that is ahead of its time the instant is given all the same.</summary>
    public IngestionError? Check(RawReading raw, out Reading reading)
    {
        reading = default;
        IngestionError Refuse(string code, string message) => new(raw.Index, code, message);

        if (string.IsNullOrEmpty(raw.Metric) || catalog.FindMetric(raw.Metric) is not { } metric)
            return Refuse("unknown-metric", $"metric: {Shown(raw.Metric)} is not in the catalogue. GET /api/v1/metrics lists all keys.");
        if (string.IsNullOrEmpty(raw.Unit) || catalog.FindUnit(raw.Unit) is not { } unit || !scope.Includes(unit.Code))
            return Refuse("unknown-unit", $"unit: {Shown(raw.Unit)} is not a business unit. GET /api/v1/units lists all; PUT /api/v1/units/CODE creates one.");
        var system = string.IsNullOrEmpty(raw.System) ? null : catalog.FindSystem(raw.System);
        if (system is null && !string.IsNullOrEmpty(raw.System))
            return Refuse("unknown-system", $"system: {Shown(raw.System)} is not an AI system. Leave it empty, or create it with PUT /api/v1/systems/CODE.");
        if (!Instants.TryParse(raw.At, out var at))
            return Refuse("bad-time", $"at: {Shown(raw.At)} is not a moment. Send ISO 8601 with an offset, like 2026-11-02T10:00:00Z.");
        reading = new Reading(0, 0, 0, at, "", 0, null);
        if (at > now + FutureTolerance)
            return Refuse("future-time", $"at: {Shown(raw.At)} is more than {FutureTolerance.TotalMinutes:0} minutes ahead of this server's clock. Check the sender's clock.");
        if (at < Earliest)
            return Refuse("too-old", $"at: {Shown(raw.At)} is before the year 2000. Check the unit of the sender's time stamps.");
        if (at < earliest)
            return Refuse("too-old", string.Create(CultureInfo.InvariantCulture, $"at: {Shown(raw.At)} is before {earliest:yyyy-MM-dd}, and readings from before that day are no longer kept (setting Readings:KeepMonths)."));
        if (metric.Earlier.Count > 0)
            metric = metric.On(calendar.DayOf(at));
        if (metric.Derived is { } derived)
            return Refuse("derived-metric", $"metric: {metric.Key} is derived ({derived}) and has no readings of its own. Send those of the metrics it is derived from.");
        if (!Numbers.TryParse(raw.Value, out var value))
            return Refuse("bad-value", $"value: {Shown(raw.Value)} is not a finite decimal number. Send digits with '.' as decimal point.");
        if (Math.Abs(value) >= LargestValue)
            return Refuse("value-out-of-range", $"value: {Shown(raw.Value)} is larger than {LargestValue:0} in size. Check the unit of measure: {metric.Unit} is expected.");
        decimal? weight = null;
        if (!string.IsNullOrEmpty(raw.Weight))
        {
            if (!Numbers.TryParse(raw.Weight, out var number) || number is < 0 or >= LargestWeight)
                return Refuse("bad-weight", $"weight: {Shown(raw.Weight)} is not a number from 0 to {LargestWeight:0}.");
            weight = number;
        }
        else if (metric.Rollup.NeedsWeight())
        {
            return Refuse("missing-weight", $"weight: {metric.Key} rolls up by {metric.Rollup.Code()}, so each reading needs its {(metric.Rollup == RollupRule.Wmean ? "weight" : "denominator")}.");
        }
        if (metric.Rollup == RollupRule.Wmean && Math.Abs(value) * weight >= LargestProduct)
            return Refuse("value-out-of-range", $"value: {Shown(raw.Value)} times its weight is {LargestProduct:0} or more in size. Check the units of both.");
        if (metric.Rollup == RollupRule.Distinct && string.IsNullOrEmpty(raw.Key))
            return Refuse("missing-key", $"key: {metric.Key} counts people or things once (DISTINCT), so each reading needs the name or pseudonym of one as its key.");
        if (raw.Key is { Length: > LongestKey } || (raw.Key?.Any(char.IsControl) ?? false))
            return Refuse("bad-key", $"key: may have up to {LongestKey} characters and no control characters.");
        reading = new Reading(metric.Id, unit.Id, system?.Id ?? 0, at, raw.Key ?? "", value, weight);
        return null;
    }

    /// <summary>A sender's text inside a message: shortened, and what would hide or turn the rest of it made visible.</summary>
    internal static string Shown(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "(empty)";
        var shown = string.Concat(text.Take(60).Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\uFFFD' : c));
        return text.Length > 60 ? $"'{shown}…'" : $"'{shown}'";
    }
}
