using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;
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
        Freshness.Live => "Fresh",
        Freshness.None => "No data yet",
        _ => state.ToString(),
    };

    public static string Words(QuarantineState? state) => state?.ToString() ?? "All";

    public static AgeState Age(Freshness state) => Enum.Parse<AgeState>(state.ToString());

    public static string Every(Cadence cadence) => $"every {cadence.ToString().ToLowerInvariant()}";

    /// <summary>"FIN-DE · invoice-matching": the system beside the unit where a reading names one.</summary>
    public static string Whom(SetAsideReading reading) => reading.System is { } system ? $"{reading.Unit.Code} · {system}" : reading.Unit.Code;

    public static string Reason(string code) => code switch
    {
        Implausible.OutOfRange => "out of range",
        Implausible.Jump => "jump",
        _ => code,
    };

    /// <summary>"26 of 28 units; 1 late, 1 stale".</summary>
    public static string Units(MetricFreshness metric)
    {
        var late = new[] { (Freshness.Late, "late"), (Freshness.Stale, "stale") }
            .Select(s => (Count: metric.Count(s.Item1), Word: s.Item2)).Where(s => s.Count > 0).Select(s => Text($"{s.Count:#,0} {s.Word}"));
        return string.Join("; ", new[] { Text($"{metric.Reporting:#,0} of {metric.Expected:#,0}"), string.Join(", ", late) }.Where(t => t.Length > 0));
    }

    /// <summary>How a sender's clock compares with this server's, at best.</summary>
    public static string Clock(TimeSpan? ahead) => ahead switch
    {
        null => Formatting.Missing,
        { } lead when lead > SourceFreshness.Noticeable => $"{Span(lead)} ahead",
        { } lead when lead < -SourceFreshness.Noticeable => $"{Span(-lead)} behind",
        _ => "in step",
    };

    public static string Count(long count) => Text($"{count:#,0}");

    public static string Reasons(IntakeSpan span) => string.Join(", ", span.Rejected.Select(r => Text($"{r.Readings:#,0} {r.Code}")));

    public static string Plural(long count, string one, string several) => Text($"{count:#,0} {(count == 1 ? one : several)}");

    private static string Span(TimeSpan span) => Formatting.Age(span, Formatting.English);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
