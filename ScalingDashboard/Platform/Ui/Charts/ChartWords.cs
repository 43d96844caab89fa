using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>What a chart shows, in words of the reader's language, for those who do not see it.</summary>
public static class ChartWords
{
    /// <summary>"Trend over 13 parts of the period: from 1.2 to 3.4, rising, 1 gap".</summary>
    /// <param name="lastIsPartial">The last part is still running, and the way to it is drawn dashed.</param>
    public static string Trend(IReadOnlyList<decimal?> values, string unit, bool lastIsPartial)
    {
        var known = values.OfType<decimal>().ToList();
        if (known.Count == 0)
            return UiTexts.NoTrend;
        var direction = known[^1].CompareTo(known[0]) switch { > 0 => UiTexts.Rising, < 0 => UiTexts.Falling, _ => UiTexts.Level };
        var trend = UiTexts.Trend.With(values.Count, Show(known[0], unit), Show(known[^1], unit), direction);
        var told = (values.Count - known.Count) switch
        {
            0 => trend,
            1 => UiTexts.TrendOneGap.With(trend),
            var gaps => UiTexts.TrendGaps.With(trend, gaps),
        };
        return SparklineGeometry.EndsDashed(values, lastIsPartial) ? UiTexts.TrendRunning.With(told) : told;
    }

    /// <summary>"12 Nov 2026: $1.2 M"; of a place to come "forecast $1.2 M, between $1.1 M and $1.3 M by 8 of 10 past errors".</summary>
    public static string Place(SeriesPlace place, string unit)
    {
        var value = place.Value is null ? UiTexts.PlaceNoData : Show(place.Value, unit);
        var said = place.IsAhead ? UiTexts.PlaceAhead.With(place.When, Show(place.Value, unit), Show(place.Low, unit), Show(place.High, unit))
            : place.Target is null ? UiTexts.PlaceValue.With(place.When, value)
            : UiTexts.PlaceTarget.With(place.When, value, Show(place.Target, unit));
        return place.Remark is null ? said : UiTexts.PlaceRemark.With(said, place.Remark);
    }

    /// <summary>"92 % of target $50 M; before $48.1 M".</summary>
    public static string Bullet(decimal? value, decimal? previous, decimal? target, string unit)
    {
        var text = target is null ? UiTexts.BulletNoTarget.With(Show(value, unit))
            : Formatting.ShareOfTarget(value, target, CultureInfo.CurrentCulture) is { } share ? UiTexts.BulletShare.With(share, Show(target, unit))
            : UiTexts.BulletTarget.With(Show(value, unit), Show(target, unit));
        return previous is null ? text : UiTexts.BulletBefore.With(text, Show(previous, unit));
    }

    private static string Show(decimal? value, string unit) => Formatting.Value(value, unit, CultureInfo.CurrentCulture);
}
