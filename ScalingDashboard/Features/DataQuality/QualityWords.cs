using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>The words of the page.</summary>
internal static class QualityWords
{
    public static readonly IReadOnlyList<Freshness> Filters = [Freshness.Stale, Freshness.Late, Freshness.None, Freshness.Live];

    public static readonly IReadOnlyList<QuarantineState?> States = [QuarantineState.Waiting, QuarantineState.Accepted, QuarantineState.Refused, null];

    public static string Code(Freshness state) => state switch
    {
        Freshness.Live => "fresh",
        Freshness.None => "none",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static Freshness? FreshnessOf(string? code) => Filters.Select(f => (Freshness?)f).FirstOrDefault(f => Code(f!.Value) == code);

    public static string Words(Freshness state) => state switch
    {
        Freshness.Live => DataQualityTexts.Fresh,
        Freshness.None => DataQualityTexts.NoDataYet,
        Freshness.Late => DataQualityTexts.Late,
        Freshness.Stale => DataQualityTexts.Stale,
        Freshness.Error => DataQualityTexts.ReadingError,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Words(QuarantineState? state) => state switch
    {
        null => DataQualityTexts.All,
        QuarantineState.Waiting => DataQualityTexts.Waiting,
        QuarantineState.Accepted => DataQualityTexts.AcceptedState,
        QuarantineState.Refused => DataQualityTexts.Refused,
        QuarantineState.Superseded => DataQualityTexts.Superseded,
        QuarantineState.Withdrawn => DataQualityTexts.Withdrawn,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static AgeState Age(Freshness state) => Enum.Parse<AgeState>(state.ToString());

    public static string Every(Cadence cadence) => cadence switch
    {
        Cadence.Minute => DataQualityTexts.EveryMinute,
        Cadence.Hour => DataQualityTexts.EveryHour,
        Cadence.Day => DataQualityTexts.EveryDay,
        Cadence.Week => DataQualityTexts.EveryWeek,
        Cadence.Month => DataQualityTexts.EveryMonth,
        Cadence.Quarter => DataQualityTexts.EveryQuarter,
        _ => throw new ArgumentOutOfRangeException(nameof(cadence)),
    };

    /// <summary>"FIN-DE · invoice-matching": the system beside the unit where a reading names one.</summary>
    public static string Whom(SetAsideReading reading) => reading.System is { } system ? $"{reading.Unit.Code} · {system}" : reading.Unit.Code;

    public static string Reason(string code) => code switch
    {
        Implausible.OutOfRange => DataQualityTexts.OutOfRange,
        Implausible.Jump => DataQualityTexts.Jump,
        _ => code,
    };

    /// <summary>"26 of 28 units; 1 late, 1 stale".</summary>
    public static string Units(MetricFreshness metric)
    {
        var all = DataQualityTexts.UnitsOf.With(metric.Reporting, metric.Expected);
        var late = new[] { (Freshness.Late, DataQualityTexts.CountLate), (Freshness.Stale, DataQualityTexts.CountStale) }
            .Select(s => (Count: metric.Count(s.Item1), Text: s.Item2)).Where(s => s.Count > 0).Select(s => s.Text.With(s.Count)).ToList();
        return late.Count == 0 ? all : DataQualityTexts.UnitsAndLate.With(all, string.Join(", ", late));
    }

    /// <summary>How a sender's clock compares with this server's, at best.</summary>
    public static string Clock(TimeSpan? ahead) => ahead switch
    {
        null => Formatting.Missing,
        { } lead when lead > SourceFreshness.Noticeable => DataQualityTexts.Ahead.With(Span(lead)),
        { } lead when lead < -SourceFreshness.Noticeable => DataQualityTexts.Behind.With(Span(-lead)),
        _ => DataQualityTexts.InStep,
    };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.CurrentCulture);

    public static string Reasons(IntakeSpan span) => string.Join(", ", span.Rejected.Select(r => $"{Count(r.Readings)} {r.Code}"));

    public static string Plural(long count, string one, string several) => (count == 1 ? one : several).With(count);

    private static string Span(TimeSpan span) => Formatting.Age(span, CultureInfo.CurrentCulture);
}
