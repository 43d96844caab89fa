using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The dashboard as the API and the hub send it.</summary>
internal sealed record DashboardAnswer(
    DateTimeOffset AsOf, PeriodAnswer Period, long Version, int Units, bool Disconnected,
    IReadOnlyList<OutcomeAnswer> Outcomes, IReadOnlyList<QuadrantAnswer> Quadrants)
{
    public static DashboardAnswer Of(DashboardSnapshot s) => new(
        s.AsOf, PeriodAnswer.Of(s.Period), s.Version, s.Units, s.Disconnected,
        [.. s.Outcomes.Select(OutcomeAnswer.Of)],
        [.. s.Quadrants.Select(q => new QuadrantAnswer(q.Quadrant.Key, [.. q.Panels.Select(PanelAnswer.Of)]))]);
}

internal sealed record PeriodAnswer(DateOnly From, DateOnly To, ComparedAnswer Compared)
{
    public static PeriodAnswer Of(Period period) => new(period.From, period.To, new(period.Previous.From, period.Previous.To, period.ComparisonWords));
}

/// <summary>The days of the previous values, and what they are called.</summary>
internal sealed record ComparedAnswer(DateOnly From, DateOnly To, string Words);

internal sealed record QuadrantAnswer(string Key, IReadOnlyList<PanelAnswer> Panels);

internal sealed record OutcomeAnswer(string Key, string Name, decimal? Value, string Unit, decimal Target, string Status, DateOnly? Projected, DateOnly? ReachedSince)
{
    public static OutcomeAnswer Of(OutcomeFigure o) => new(
        o.Outcome.Key, o.Outcome.Name, o.Value, o.Metric.Unit, o.Target, Words.Of(o.Status), o.Projected, o.ReachedSince);
}

internal sealed record PanelAnswer(string Key, FigureAnswer Headline, IReadOnlyList<FigureAnswer> Supporting)
{
    public static PanelAnswer Of(PanelSnapshot p) => new(p.Panel.Key, FigureAnswer.Of(p.Headline), [.. p.Supporting.Select(FigureAnswer.Of)]);
}

/// <summary>A panel that changed, as the hub sends it.</summary>
/// <param name="Version">That of the snapshot it is from. While a client asks for its first one, a change may overtake the answer:
/// of two states of a panel the one with the greater version is the newer.</param>
internal sealed record PanelChange(long Version, string Key, FigureAnswer Headline, IReadOnlyList<FigureAnswer> Supporting)
{
    public static PanelChange Of(long version, PanelSnapshot p) => new(version, p.Panel.Key, FigureAnswer.Of(p.Headline), [.. p.Supporting.Select(FigureAnswer.Of)]);
}

internal sealed record FigureAnswer(
    string Metric, decimal? Value, string Unit, decimal? Previous, decimal? Target, string Status, string StatusReason, string Freshness,
    DateTimeOffset? LastAt, decimal? Coverage, int ReportingUnits, int ExpectedUnits, IReadOnlyList<decimal?> Trend, string? Reason,
    string Rollup, Spread? Spread, FigureDefinition Definition, Restated? Restated,
    decimal? Limit, decimal? BandLow, decimal? BandHigh, Pace? Pace)
{
    public static FigureAnswer Of(Figure f) => new(
        f.Metric.Key, f.Value, f.Metric.Unit, f.Previous, f.Target, Words.Of(f.Status), f.StatusReason.ToString(), f.Freshness.ToString().ToLowerInvariant(),
        f.LastAt, f.Coverage, f.ReportingUnits, f.ExpectedUnits, f.Trend, f.Reason.IsEmpty ? null : f.Reason.ToString(),
        f.Metric.Rollup.Code(), f.Spread, new FigureDefinition(f.Metric.Version, f.Metric.EffectiveFrom, f.CountedFrom), f.Restated,
        f.Judged.Limit, f.Judged.Low, f.Judged.High, f.Pace);
}

/// <summary>By which definition a figure was computed.</summary>
/// <param name="CountedFrom">The first day that counts, where the metric was defined anew within the period; null is all of it.</param>
internal sealed record FigureDefinition(int Version, DateOnly? EffectiveFrom, DateOnly? CountedFrom);

/// <summary>The spelling of statuses outside the program.</summary>
internal static class Words
{
    public static string Of(TargetStatus status) => status switch
    {
        TargetStatus.OnTrack => "on-track",
        TargetStatus.AtRisk => "at-risk",
        TargetStatus.OffTrack => "off-track",
        TargetStatus.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
