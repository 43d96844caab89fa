using Microsoft.AspNetCore.WebUtilities;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>The page's address: <c>/data-quality?set-aside=refused&amp;fresh=stale&amp;quadrant=risk&amp;metric=risk.kri_breaches</c>.
/// What can not be read is left out: a link shows what it still can.</summary>
internal static class QualityUrls
{
    public const string Path = "/data-quality";

    private const string All = "all", Attention = "attention";

    public static QualityQuery Parse(string? queryString)
    {
        var values = QueryHelpers.ParseQuery(queryString);
        var state = Said("set-aside");
        return new QualityQuery
        {
            State = state == All ? null : QuarantineStates.TryParse(state, out var known) ? known : QuarantineState.Waiting,
            Attention = Said("fresh") == Attention,
            Fresh = QualityWords.FreshnessOf(Said("fresh")),
            Quadrant = Quadrants.All.FirstOrDefault(q => q.Key == Said("quadrant"))?.Key,
            Open = Said("metric"),
            Whole = Said("rows") == All,
        };

        string? Said(string name) => values.TryGetValue(name, out var said) && !string.IsNullOrWhiteSpace(said[0]) ? said[0] : null;
    }

    /// <param name="place">The part of the page to show.</param>
    public static string Href(QualityQuery query, string place)
    {
        var pairs = new (string Name, string? Value)[]
        {
            ("set-aside", query.State == QuarantineState.Waiting ? null : query.State?.Code() ?? All),
            ("fresh", query.Attention ? Attention : query.Fresh is { } fresh ? QualityWords.Code(fresh) : null),
            ("quadrant", query.Quadrant),
            ("metric", query.Open),
            ("rows", query.Whole ? All : null),
        };
        return QueryHelpers.AddQueryString(Path, pairs.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value))) + $"#{place}";
    }
}
