using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>What the page of a metric calls the ways to take a figure apart and the places of a series.</summary>
internal static class MetricWords
{
    public static string Name(this Dimension by) => by switch
    {
        Dimension.Region => DrillDownTexts.Region,
        Dimension.Country => DrillDownTexts.Country,
        Dimension.Unit => DrillDownTexts.Unit,
        Dimension.Function => DrillDownTexts.Function,
        Dimension.Wave => DrillDownTexts.Wave,
        Dimension.System => DrillDownTexts.System,
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    /// <summary>"By region".</summary>
    public static string Way(this Dimension by) => by switch
    {
        Dimension.Region => DrillDownTexts.ByRegion,
        Dimension.Country => DrillDownTexts.ByCountry,
        Dimension.Unit => DrillDownTexts.ByUnit,
        Dimension.Function => DrillDownTexts.ByFunction,
        Dimension.Wave => DrillDownTexts.ByWave,
        Dimension.System => DrillDownTexts.BySystem,
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    /// <summary>"There is no region in this view."</summary>
    public static string Missing(this Dimension by) => by switch
    {
        Dimension.Region => DrillDownTexts.NoRegion,
        Dimension.Country => DrillDownTexts.NoCountry,
        Dimension.Unit => DrillDownTexts.NoUnit,
        Dimension.Function => DrillDownTexts.NoFunction,
        Dimension.Wave => DrillDownTexts.NoWave,
        Dimension.System => DrillDownTexts.NoSystem,
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    /// <summary>"Without a region".</summary>
    public static string Without(this Dimension by) => by switch
    {
        Dimension.Region => DrillDownTexts.WithoutRegion,
        Dimension.Country => DrillDownTexts.WithoutCountry,
        Dimension.Unit => DrillDownTexts.WithoutUnit,
        Dimension.Function => DrillDownTexts.WithoutFunction,
        Dimension.Wave => DrillDownTexts.WithoutWave,
        Dimension.System => DrillDownTexts.WithoutSystem,
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    /// <summary>By what the parts are judged, which can differ from what the whole is: "at risk" eight times may be "off track" together. Null
    /// where none of them is judged.</summary>
    public static string? PartsJudged(Breakdown breakdown, Figure whole)
    {
        var judged = breakdown.Parts.Select(p => p.Figure).Where(f => f.Status != TargetStatus.Unknown).ToList();
        if (judged.Count == 0)
            return null;
        if (!judged.TrueForAll(f => Sides(f) == Sides(whole)))
            return DrillDownTexts.PartsJudgedOwn;
        return TrajectoryRules.IsAdditive(whole.Metric) ? DrillDownTexts.PartsJudgedAdded : DrillDownTexts.PartsJudgedAlike;

        static (decimal?, decimal?, decimal?, decimal?) Sides(Figure figure) => (figure.Judged.Goal, figure.Judged.Limit, figure.Judged.Low, figure.Judged.High);
    }

    /// <summary>A part by its name; countries are called as the reader calls them.</summary>
    public static string NameOf(this Dimension by, BreakdownPart part)
    {
        if (by != Dimension.Country || part.Name == part.Code)
            return part.Name;
        return new RegionInfo(part.Code).DisplayName;
    }

    public static string Name(this SeriesBucket bucket) => bucket switch
    {
        SeriesBucket.Minute => DrillDownTexts.Minute,
        SeriesBucket.Hour => DrillDownTexts.Hour,
        SeriesBucket.Day => DrillDownTexts.Day,
        SeriesBucket.Week => DrillDownTexts.Week,
        SeriesBucket.Month => DrillDownTexts.Month,
        SeriesBucket.Quarter => DrillDownTexts.Quarter,
        SeriesBucket.Year => DrillDownTexts.Year,
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>"Win rate by day".</summary>
    public static string Series(string metric, SeriesBucket bucket)
    {
        var text = bucket switch
        {
            SeriesBucket.Minute => DrillDownTexts.SeriesByMinute,
            SeriesBucket.Hour => DrillDownTexts.SeriesByHour,
            SeriesBucket.Day => DrillDownTexts.SeriesByDay,
            SeriesBucket.Week => DrillDownTexts.SeriesByWeek,
            SeriesBucket.Month => DrillDownTexts.SeriesByMonth,
            SeriesBucket.Quarter => DrillDownTexts.SeriesByQuarter,
            SeriesBucket.Year => DrillDownTexts.SeriesByYear,
            _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
        };
        return text.With(metric);
    }
}
