namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>What a chart shows, in words, for those who do not see it.</summary>
public static class ChartWords
{
    /// <summary>"Trend over 13 parts of the period: from 1.2 to 3.4, rising, 1 gap".</summary>
    public static string Trend(IReadOnlyList<decimal?> values, string unit, IFormatProvider culture)
    {
        var known = values.OfType<decimal>().ToList();
        if (known.Count == 0)
            return "No trend yet";
        var direction = known[^1].CompareTo(known[0]) switch { > 0 => "rising", < 0 => "falling", _ => "level" };
        var gaps = values.Count - known.Count;
        var tail = gaps == 0 ? "" : gaps == 1 ? ", 1 gap" : string.Create(culture, $", {gaps} gaps");
        return string.Create(culture,
            $"Trend over {values.Count} parts of the period: from {Formatting.Value(known[0], unit, culture)} to {Formatting.Value(known[^1], unit, culture)}, {direction}{tail}");
    }

    /// <summary>"12 Nov 2026: $1.2 M"; of a place to come "forecast $1.2 M, between $1.1 M and $1.3 M by 8 of 10 past errors".</summary>
    public static string Place(SeriesPlace place, string unit, IFormatProvider culture)
    {
        string Show(decimal? value) => Formatting.Value(value, unit, culture);
        var said = place.IsAhead
            ? $"{place.When}: forecast {Show(place.Value)}, between {Show(place.Low)} and {Show(place.High)} by 8 of 10 past errors"
            : $"{place.When}: {(place.Value is null ? "no data" : Show(place.Value))}{(place.Target is null ? "" : $", target {Show(place.Target)}")}";
        return place.Remark is null ? said : $"{said}. {place.Remark}";
    }

    /// <summary>"92 % of target $50 M; before $48.1 M".</summary>
    public static string Bullet(decimal? value, decimal? previous, decimal? target, string unit, IFormatProvider culture)
    {
        var text = target is null
            ? $"{Formatting.Value(value, unit, culture)}, no target"
            : $"{Formatting.ShareOfTarget(value, target, culture) ?? $"{Formatting.Value(value, unit, culture)}, target"} {Formatting.Value(target, unit, culture)}";
        return previous is null ? text : $"{text}; before {Formatting.Value(previous, unit, culture)}";
    }
}
