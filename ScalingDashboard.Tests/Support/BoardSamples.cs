using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Tests.Support;

/// <summary>Figures and whole boards; everything is fresh and on track until a test says otherwise.</summary>
internal static class BoardSamples
{
    public static Figure Figure(string name = "Cashable savings") => new()
    {
        Metric = Samples.Metric() with { Name = name, Target = 50_000_000 },
        Value = 52_400_000,
        Previous = 48_000_000,
        Target = 50_000_000,
        Status = TargetStatus.OnTrack,
        StatusReason = "105 % of target",
        Freshness = Freshness.Live,
        LastAt = Samples.Noon.AddMinutes(-7),
        Coverage = 1,
        ReportingUnits = 12,
        ExpectedUnits = 12,
        Trend = [1, 2, 3],
        Complete = true,
    };

    public static Figure Unknown(string reason) => Figure() with
    {
        Value = null,
        Previous = null,
        Status = TargetStatus.Unknown,
        Freshness = Freshness.None,
        LastAt = null,
        ReportingUnits = 0,
        Trend = [],
        Complete = false,
        Reason = reason,
    };

    public static DashboardSnapshot Snapshot(Func<Panel, Figure>? headline = null) => new(
        Samples.Noon, Period.Parse("12m", new DateOnly(2026, 11, 22), FiscalCalendar.Default), 1, 12, true,
        [
            new(new("processes", "Processes with AI in use", [], "12m", 80, 1), Samples.Metric() with { Unit = "%" }, 71, 80, TargetStatus.AtRisk, new(2027, 4, 1), null, []),
        ],
        [.. Quadrants.All.Select(q => new QuadrantSnapshot(q, [.. Quadrants.PanelsOf(q.Key).Select(p =>
            new PanelSnapshot(p, headline?.Invoke(p) ?? Figure(), [Figure("First"), Figure("Second"), Figure("Third")]))]))]);

    public static DashboardSnapshot SnapshotWith(string panel, Figure headline) =>
        Snapshot(p => p.Key == panel ? headline : Figure());
}
