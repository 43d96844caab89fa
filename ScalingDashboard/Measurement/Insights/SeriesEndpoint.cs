using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Insights;

/// <summary><c>GET /api/v1/metrics/{key}/series</c>.</summary>
internal static class SeriesEndpoint
{
    private const int MostPoints = 20_000;
    private const string DayFormat = "yyyy-MM-dd";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/metrics/{key}/series", GetAsync).RequireAuthorization(Policies.Read)
            .WithTags("Figures").WithSummary("A metric's rolled-up series");

    private static async Task<SeriesAnswer> GetAsync(
        string key, HttpContext context, KnownMoments moments, ReportingCalendar calendar, SeriesReader reader, ReportingSystems systems, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var asOf = Moments.Read("asOf", query["asOf"].FirstOrDefault());
        var known = await moments.AtAsync(asOf, cancellationToken);
        var metric = known.Catalog.FindMetric(key) ?? throw new NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");
        var bucket = ReadBucket(query["bucket"].FirstOrDefault());
        var to = ReadMoment(query["to"].FirstOrDefault(), calendar, endOfDay: true) ?? known.At;
        var from = ReadMoment(query["from"].FirstOrDefault(), calendar, endOfDay: false) ?? to - DefaultSpan(bucket);
        if (to <= from)
            throw new Invalid("to: must be later than from.");
        if ((to - from) / WidthOf(bucket) > MostPoints)
            throw new Invalid($"The series would have more than {MostPoints} points. Ask for a shorter span or a wider bucket.");
        var (firstDay, lastDay) = (calendar.DayOf(from), calendar.DayOf(to.AddTicks(-1)));
        SeriesRules.DemandKept(bucket, from, clock.GetUtcNow(), asOf is not null, calendar);
        if (bucket >= SeriesBucket.Day)
            (firstDay, lastDay) = (calendar.Fiscal.FirstDay(bucket, firstDay), calendar.Fiscal.LastDay(bucket, lastDay));
        metric = SeriesRules.WithPercentile(metric, query["percentile"].FirstOrDefault(), metric.Between(firstDay, lastDay));
        var definitions = metric.Between(firstDay, lastDay);
        var slice = known.Catalog.Resolve(SliceQuery.Read(name => query[name]), context.User.UnitScope());
        SeriesRules.DemandOneUnit(metric, slice, definitions);
        if (definitions.Any(d => d.Rollup == RollupRule.NoAgg))
            SeriesRules.DemandOneSystem(metric, await systems.ReadAsync(metric, slice, known.Rollups.Pass, cancellationToken), known.Catalog);
        var points = await reader.ReadAsync(metric, slice, bucket, from, to, known, cancellationToken);
        // In a header: the same series asked for as of any moment at which nothing else was known is the same, byte for byte.
        context.Response.Headers["As-Of"] = known.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return new SeriesAnswer(metric.Key, bucket.Code(), definitions[^1].Unit, [.. definitions.Select(DefinitionAnswer.Of)], points);
    }

    private static TimeSpan DefaultSpan(SeriesBucket bucket) =>
        bucket == SeriesBucket.Minute ? TimeSpan.FromHours(2) : bucket == SeriesBucket.Hour ? TimeSpan.FromDays(2) : TimeSpan.FromDays(30);

    // Weeks and wider are counted as days: that many are never asked for.
    private static TimeSpan WidthOf(SeriesBucket bucket) =>
        bucket == SeriesBucket.Minute ? TimeSpan.FromMinutes(1) : bucket == SeriesBucket.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    private static SeriesBucket ReadBucket(string? text) =>
        string.IsNullOrEmpty(text) ? SeriesBucket.Day
        : SeriesBuckets.TryParse(text, out var bucket) ? bucket
        : throw new Invalid($"bucket: '{text}' is not known. Use {SeriesBuckets.Choices}.");

    /// <summary>An instant, or a day of the reporting zone: as start its first moment, as end the moment after it.</summary>
    private static DateTimeOffset? ReadMoment(string? text, ReportingCalendar calendar, bool endOfDay)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var name = endOfDay ? "to" : "from";
        // A time without a day would be taken for today's.
        if (text.Length < DayFormat.Length || !DateOnly.TryParseExact(text[..DayFormat.Length], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw NotAMoment(name, text);
        if (day.Year is < Period.FirstYear or > Period.LastYear)
            throw new Invalid($"{name}: '{text}' lies outside the years {Period.FirstYear} to {Period.LastYear}. Ask for a day between them.");
        if (text.Length == DayFormat.Length)
            return calendar.StartOf(endOfDay ? day.AddDays(1) : day);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw NotAMoment(name, text);
    }

    private static Invalid NotAMoment(string name, string text) =>
        new($"{name}: '{text}' is neither a day like 2026-01-31 nor an instant like 2026-01-31T10:00:00Z.");
}

/// <param name="Unit">That of the last point; each point names the version of its definition.</param>
/// <param name="Definitions">Those that hold in the span, oldest first.</param>
internal sealed record SeriesAnswer(
    string Metric, string Bucket, string Unit, IReadOnlyList<DefinitionAnswer> Definitions, IReadOnlyList<SeriesPoint> Points);
