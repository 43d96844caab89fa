using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>
/// Turns data points into readings. The metric's name is a catalogue key; <c>business.unit</c> and <c>ai.system</c> are
/// attributes of the point or else of the resource. All other attributes of a point tell its series apart.
/// </summary>
internal sealed class OtlpReadings(CatalogSnapshot catalog, BatchBuilder batch)
{
    // Its buckets change with its scale, so one cannot be told from another.
    private const string Deltas = "cumulative exponential histograms are not taken. Let the exporter send deltas (OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta), or histograms with fixed bounds.";

    private readonly HashSet<int> _rejected = [];
    private (ulong Nanos, string Text) _moment = (0, "");
    private int _next;

    /// <summary>How many points became no reading, or not all that they should.</summary>
    public int RejectedPoints => _rejected.Count;

    /// <summary>Why the first of them were refused; empty when none was.</summary>
    public string Reasons { get; private set; } = "";

    /// <summary>The reasons, and what was set aside: that is neither rejected nor an error, and said as a warning.</summary>
    public string ReasonsWith(IReadOnlyList<SetAside> aside)
    {
        const int Named = 5;
        var warnings = aside.Take(Named).Select(a => $"{(a.Index < 0 ? "set aside" : $"point {a.Index}, set aside")}: {a.Why.Message}");
        var more = aside.Count > Named ? [string.Create(CultureInfo.InvariantCulture, $"{aside.Count - Named} more were set aside.")] : Array.Empty<string>();
        return string.Join('\n', (Reasons.Length > 0 ? [Reasons] : Array.Empty<string>()).Concat(warnings).Concat(more));
    }

    public void Add(OtlpSample sample)
    {
        var (index, (resource, metric, point)) = (_next++, sample);
        // Nothing was measured, and the sender says so: no reading, and no mistake.
        if (point.HasNoValue)
            return;
        if (Refusal(metric, point) is { } reason)
        {
            Reject(index, new(index, reason.Code, $"{ReadingRules.Shown(metric.Name)}: {reason.Message}"));
            return;
        }
        try
        {
            var (at, series) = (Moment(point.TimeNanos), point.Attributes.Series());
            if (metric.Kind is OtlpKind.Gauge or OtlpKind.Sum)
                Add(point.Value, Said(OtlpAttributes.Weight), Said(OtlpAttributes.Key) ?? series, metric.IsCumulative && metric.Kind == OtlpKind.Sum && !IsLevel(metric), countsWeight: false);
            else
                foreach (var (value, count) in metric.Kind == OtlpKind.Histogram ? OtlpHistogram.Explicit(point, metric.IsCumulative) : OtlpHistogram.Exponential(point))
                    Add(Number(value), count.ToString(CultureInfo.InvariantCulture), $"{series}@{Number(value)}", metric.IsCumulative, countsWeight: true);

            void Add(string? value, string? weight, string key, bool isCount, bool countsWeight)
            {
                var raw = new RawReading(index, metric.Name, Said(OtlpAttributes.Unit), Said(OtlpAttributes.System), at, value, weight, key);
                if ((isCount ? batch.AddCount(raw, DateTimeOffset.UnixEpoch.AddTicks(Ticks(point.StartNanos)), countsWeight) : batch.Add(raw)) is { } error)
                    Note(index, error);
            }
        }
        catch (FormatException e)
        {
            Reject(index, new(index, "bad-histogram", $"{ReadingRules.Shown(metric.Name)}: {e.Message}"));
        }

        string? Said(string name) => point.Attributes.Find(name) ?? resource.Find(name);
    }

    private (string Code, string Message)? Refusal(OtlpMetric metric, OtlpPoint point)
    {
        var isPool = catalog.FindMetric(metric.Name)?.Rollup == RollupRule.Pool;
        return metric.Kind switch
        {
            OtlpKind.Summary => ("summary", "summaries cannot be rolled up: percentiles of percentiles say nothing. Send a histogram."),
            OtlpKind.Unknown => ("no-data", "it has no data of a kind that is known here. Send a gauge, a sum or a histogram."),
            OtlpKind.Sum or OtlpKind.Histogram or OtlpKind.ExponentialHistogram when metric.Temporality is not (OtlpTemporality.Delta or OtlpTemporality.Cumulative) =>
                ("temporality", "aggregationTemporality is missing, so its points could be totals or what is new. Send 1 (delta) or 2 (cumulative)."),
            OtlpKind.ExponentialHistogram when metric.IsCumulative => ("cumulative", Deltas),
            // What would be stored in silence and mean something else.
            OtlpKind.Sum when !metric.IsCumulative && IsLevel(metric) => ("delta", "it is a level, and a delta says only how much that changed. Send a gauge, or the sum since a start."),
            OtlpKind.Sum when metric is { IsCumulative: true, IsMonotonic: false } && !IsLevel(metric) =>
                ("not-monotonic", "its amounts are added up, and a sum that may fall is a level. Send deltas, or declare the sum monotonic if it never falls."),
            OtlpKind.Histogram or OtlpKind.ExponentialHistogram when !isPool && catalog.FindMetric(metric.Name) is { } known =>
                ("histogram", $"it rolls up by {known.Rollup.Code()}, which has no use for a histogram. Send a gauge or a sum."),
            _ when point.TimeNanos == 0 => ("bad-time", "timeUnixNano is missing."),
            _ => null,
        };
    }

    private bool IsLevel(OtlpMetric metric) => catalog.FindMetric(metric.Name)?.Rollup.IsLevel() ?? false;

    private void Reject(int index, IngestionError error)
    {
        batch.Reject(error);
        Note(index, error);
    }

    private void Note(int index, IngestionError error)
    {
        const int Longest = 2_000;
        if (_rejected.Add(index) && Reasons.Length < Longest)
            Reasons += $"{(Reasons.Length > 0 ? "\n" : "")}point {index}: {error.Message}";
    }

    // Points of one request are mostly of one moment.
    private string Moment(ulong nanos)
    {
        if (_moment.Text.Length == 0 || _moment.Nanos != nanos)
            _moment = (nanos, DateTimeOffset.UnixEpoch.AddTicks(Ticks(nanos)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        return _moment.Text;
    }

    // To the microsecond, as moments are kept.
    private static long Ticks(ulong nanos) =>
        (long)Math.Min(nanos / 1000, (ulong)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) * TimeSpan.TicksPerMicrosecond;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
