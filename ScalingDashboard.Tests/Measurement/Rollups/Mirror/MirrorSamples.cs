using System.Globalization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Tests.Measurement.Rollups.Mirror;

/// <summary>Random questions to the roll-ups, and answers as text, so that a zero too many is seen.</summary>
internal static class MirrorSamples
{
    public const int Units = 7, Systems = 3;

    /// <summary>Rules whose roll-ups are numbers.</summary>
    public static readonly RollupRule[] Rules =
        [RollupRule.Sum, RollupRule.Ratio, RollupRule.Wmean, RollupRule.Worst, RollupRule.Last, RollupRule.RatioLast, RollupRule.NoAgg];

    public static Slice Slice(Random random) => random.Next(4) switch
    {
        0 => SliceOf(null, null),
        1 => SliceOf(Some(random, 1, Units + 2), null),
        2 => SliceOf(null, Some(random, 0, Systems)),
        _ => SliceOf(Some(random, 1, Units + 2), Some(random, 0, Systems)),
    };

    public static Slice SliceOf(IReadOnlyList<int>? units, IReadOnlyList<int>? systems) =>
        new(units ?? [.. Enumerable.Range(1, Units)], units is null, systems, SliceFilter.Everything, UnitScope.All);

    /// <summary>Windows as readers ask for them: each day, a period with its trend and comparison, or any.</summary>
    public static IReadOnlyList<Window> Windows(Random random, DateOnly first, int days)
    {
        var start = first.AddDays(random.Next(-20, days));
        var lookBack = random.Next(0, 40);
        return random.Next(3) switch
        {
            0 => [.. Enumerable.Range(0, random.Next(1, 90)).Select(i => start.AddDays(i)).Select(day => new Window(day.AddDays(-lookBack), day, day))],
            1 => FigurePlan.Of(Period.Parse($"{start:yyyy-MM-dd}..{start.AddDays(random.Next(0, days)):yyyy-MM-dd}", start, FiscalCalendar.Default), random.Next(2) == 0 ? Cadence.Day : Cadence.Week).Windows,
            _ => [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Any(random, start))],
        };
    }

    /// <summary>Amounts of up to four digits after the point, some with zeros at the end, some below zero.</summary>
    public static decimal Number(Random random) =>
        random.Next(-2_000_000, 9_000_000) / (decimal)Math.Pow(10, random.Next(0, 5)) * (random.Next(3) == 0 ? 1.00m : 1);

    /// <summary>Equal to the byte: also in zeros at the end.</summary>
    public static void ShouldSay(this IReadOnlyList<Total> totals, IReadOnlyList<Total> expected, string question)
    {
        totals.Count.ShouldBe(expected.Count, question);
        for (var i = 0; i < totals.Count; i++)
            Text(totals[i]).ShouldBe(Text(expected[i]), $"{question}, window {i}");
    }

    public static string Text(Total total) => string.Create(CultureInfo.InvariantCulture,
        $"{total.Value} {total.Weight} {total.Units} {(total.Spread is null ? "" : $"[{string.Join(' ', total.Spread.Select(f => f.ToString(CultureInfo.InvariantCulture)))}]")}");

    private static Window Any(Random random, DateOnly start)
    {
        var from = start.AddDays(random.Next(-30, 60));
        return new Window(from.AddDays(-random.Next(0, 50)), from, from.AddDays(random.Next(-1, 90)));
    }

    private static List<int> Some(Random random, int first, int count) =>
        [.. Enumerable.Range(first, count).OrderBy(_ => random.Next()).Take(random.Next(0, count))];
}
