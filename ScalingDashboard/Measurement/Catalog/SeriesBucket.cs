namespace ScalingDashboard.Measurement.Catalog;

/// <summary>The width of a series' points. Weeks and wider are those of the <see cref="FiscalCalendar"/>.</summary>
public enum SeriesBucket
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>The spelling of buckets in addresses and JSON.</summary>
public static class SeriesBuckets
{
    private static readonly IReadOnlyDictionary<string, SeriesBucket> Known =
        Enum.GetValues<SeriesBucket>().ToDictionary(bucket => bucket.Code(), StringComparer.Ordinal);

    /// <summary>"minute, hour, day, week, month, quarter or year".</summary>
    public static string Choices { get; } = $"{string.Join(", ", Known.Keys.SkipLast(1))} or {Known.Keys.Last()}";

    public static string Code(this SeriesBucket bucket) => bucket switch
    {
        SeriesBucket.Minute => "minute",
        SeriesBucket.Hour => "hour",
        SeriesBucket.Day => "day",
        SeriesBucket.Week => "week",
        SeriesBucket.Month => "month",
        SeriesBucket.Quarter => "quarter",
        SeriesBucket.Year => "year",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    public static bool TryParse(string text, out SeriesBucket bucket) => Known.TryGetValue(text, out bucket);
}
