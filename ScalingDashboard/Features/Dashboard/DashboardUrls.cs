using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>
/// The dashboard's query string: <c>period=90d&amp;region=EMEA&amp;region=AMER&amp;wave=2</c>. The page, the API and
/// the reports read it here and write it here, so every view is a link and the same link is the same view.
/// </summary>
public static class DashboardUrls
{
    private const string Path = "/";

    /// <summary>The default view in so many words: the bare address is for the reader's start view.</summary>
    public const string PlainQuery = $"period={Period.Default}";

    /// <summary>The address of the default view also for who has a start view.</summary>
    public const string PlainHref = $"{Path}?{PlainQuery}";

    /// <summary>Reads a query string, with or without its question mark. Names that are not ours are left alone.</summary>
    /// <exception cref="Invalid">A value can not be read; whether names exist is for the catalogue to say.</exception>
    public static DashboardQuery Parse(string? queryString, UnitScope scope) => Parse(Pairs(queryString), scope);

    /// <inheritdoc cref="Parse(string?, UnitScope)"/>
    public static DashboardQuery Parse(IEnumerable<KeyValuePair<string, string?>> parameters, UnitScope scope)
    {
        var values = parameters
            .Where(p => !string.IsNullOrWhiteSpace(p.Value))
            .ToLookup(p => p.Key, p => p.Value!.Trim(), StringComparer.OrdinalIgnoreCase);

        if (values["asOf"].Distinct(StringComparer.Ordinal).Skip(1).Any())
            throw new Invalid(new Sentence(DashboardTexts.ResourceManager, nameof(DashboardTexts.AsOfTwice)));
        return new(One("period", nameof(DashboardTexts.PeriodTwice)), SliceQuery.Read(name => values[name]), scope)
        {
            Compare = One("compare", nameof(DashboardTexts.ComparisonTwice)),
            Quadrant = values["quadrant"].FirstOrDefault(),
            AsOf = Moments.Read("asOf", values["asOf"].FirstOrDefault()),
        };

        string? One(string name, string twice) => values[name].Distinct(StringComparer.Ordinal).ToList() is { Count: > 1 } several
            ? throw new Invalid(new Sentence(DashboardTexts.ResourceManager, twice, several[0], several[1]))
            : values[name].FirstOrDefault();
    }

    /// <summary>The panel that is open beside the board; null when none is.</summary>
    public static string? OpenPanel(string? queryString) => Pairs(queryString)
        .FirstOrDefault(p => p.Key.Equals("panel", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(p.Value)).Value;

    /// <summary>What <see cref="Parse(string?, UnitScope)"/> reads back, without a question mark; empty for the default view.
    /// The scope is never in it: a link shows each reader what that reader may see.</summary>
    public static string QueryString(DashboardQuery query) => Write(query, null);

    /// <summary>The same with the quadrant that fills the page: all that is worth keeping of an address.</summary>
    public static string ViewString(DashboardQuery query) => Write(query, query.Quadrant);

    /// <summary>The page's address for a view, with a panel open beside it or none.</summary>
    public static string Href(DashboardQuery query, string? panel)
    {
        var text = string.Join('&', new[] { ViewString(query), panel is null ? "" : $"panel={Uri.EscapeDataString(panel)}" }.Where(part => part.Length > 0));
        return text.Length == 0 ? Path : $"{Path}?{text}";
    }

    /// <summary>Where a report of this view is ordered.</summary>
    public static string ReportHref(DashboardQuery query)
    {
        var text = QueryString(query);
        return text.Length == 0 ? "/reports?new" : $"/reports?new&{text}";
    }

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(string? queryString) =>
        QueryHelpers.ParseQuery(queryString).SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value));

    private static string Write(DashboardQuery query, string? quadrant)
    {
        var filter = query.Filter;
        var pairs = new[] { ("period", query.Period), ("compare", query.Compare) }
            .Concat(filter.Regions.Select(v => ("region", (string?)v)))
            .Concat(filter.Countries.Select(v => ("country", (string?)v)))
            .Concat(filter.Units.Select(v => ("unit", (string?)v)))
            .Concat(filter.Functions.Select(v => ("function", (string?)v)))
            .Concat(filter.Waves.Select(v => ("wave", (string?)v.ToString(CultureInfo.InvariantCulture))))
            .Concat(filter.Systems.Select(v => ("system", (string?)v)))
            .Append(("asOf", query.AsOf?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)))
            .Append(("quadrant", quadrant));
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
            if (value is not null)
                text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }
}
