using Microsoft.AspNetCore.WebUtilities;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>The address of a metric's page: <c>/metric/impact.savings?period=90d&amp;bucket=week&amp;by=region</c>, with period and
/// filter as on the board.</summary>
public static class MetricUrls
{
    public const string Route = "/metric/{key}";

    /// <summary>The place of the table of parts.</summary>
    public const string Parts = "made-of";

    private const string Folder = "/metric/";

    public static bool IsMetric(Uri address) => address.AbsolutePath.StartsWith(Folder, StringComparison.Ordinal);

    /// <exception cref="Invalid">A value can not be read; whether names exist is for the catalogue to say.</exception>
    public static MetricQuestion Parse(Uri address, UnitScope scope)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        var (bucket, by) = (query.GetValueOrDefault("bucket").FirstOrDefault(), query.GetValueOrDefault("by").FirstOrDefault());
        SeriesBucket parsed = default;
        if (!string.IsNullOrEmpty(bucket) && !SeriesBuckets.TryParse(bucket, out parsed))
            throw new Invalid(new Sentence(DrillDownTexts.ResourceManager, nameof(DrillDownTexts.NoBucket), bucket, SeriesBuckets.Choices));
        if (!string.IsNullOrEmpty(by) && Dimensions.Find(by) is null)
            throw new Invalid(new Sentence(DrillDownTexts.ResourceManager, nameof(DrillDownTexts.NoDimension), by, string.Join(", ", Dimensions.All.Select(d => d.Code()))));
        return new MetricQuestion(KeyOf(address), DashboardUrls.Parse(address.Query, scope), string.IsNullOrEmpty(bucket) ? null : parsed, Dimensions.Find(by) ?? Dimension.Unit);
    }

    public static string KeyOf(Uri address) => Uri.UnescapeDataString(address.AbsolutePath[Folder.Length..]);

    /// <summary>A metric without anything that may be asked beside it.</summary>
    public static MetricQuestion Plain(string metric, UnitScope scope) => new(metric, new(null, SliceFilter.Everything, scope), null, Dimension.Unit);

    public static MetricQuestion Plain(MetricQuestion question) => Plain(question.Metric, question.View.Scope);

    public static string Href(MetricQuestion question)
    {
        var parts = new[]
        {
            DashboardUrls.QueryString(question.View),
            question.Bucket is { } bucket ? $"bucket={bucket.Code()}" : "",
            question.By == Dimension.Unit ? "" : $"by={question.By.Code()}",
        };
        var text = string.Join('&', parts.Where(part => part.Length > 0));
        return $"{Folder}{Uri.EscapeDataString(question.Metric)}{(text.Length == 0 ? "" : "?")}{text}";
    }

    /// <summary>What a figure is made of: the table of its parts, lower on the page.</summary>
    public static string PartsHref(MetricQuestion question) => $"{Href(question)}#{Parts}";

    /// <summary>The page of a metric, seen as a board is seen.</summary>
    public static string Href(string metric, DashboardQuery view) => Href(new MetricQuestion(metric, view, null, Dimension.Unit));
}
