using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>Checks and names what a dashboard query asks a report for.</summary>
internal sealed class DashboardSubject(MetricCatalog catalog, ReportingCalendar calendar, TimeProvider clock) : IReportSubject
{
    public ReportSubject Describe(string query, string scope)
    {
        var asked = DashboardUrls.Parse(query, UnitScope.Parse(scope));
        var period = Period.Parse(asked.Period, calendar.DayOf(asked.AsOf ?? clock.GetUtcNow()), calendar.Fiscal).Against(asked.Compare);
        catalog.Current.Resolve(asked.Filter, asked.Scope);
        // The usual comparison goes without saying.
        var words = asked.Compare is null ? Period.Name(period.Code).ToString() : $"{Period.Name(period.Code)} {period.ComparisonWords}";
        var title = FilterWords(asked.Filter) is { IsEmpty: false } filter ? $"{words}, {filter}" : words;
        var file = period.Code.Replace("..", "_", StringComparison.Ordinal) + (asked.Compare is null ? "" : $"-vs-{asked.Compare}");
        if (asked.AsOf is not { } asOf)
            return new(DashboardUrls.QueryString(asked), title, file);
        if (asOf > clock.GetUtcNow())
            throw new Invalid($"asOf: {asOf:O} is still to come. Ask for a moment that has passed.");
        return new(DashboardUrls.QueryString(asked), $"{title}, as known on {Formatting.Clock(asOf, calendar.Zone, Formatting.English)}",
            string.Create(CultureInfo.InvariantCulture, $"{file}-as-known-{asOf.UtcDateTime:yyyy-MM-dd-HHmm}Z"));
    }

    /// <summary>"region EMEA or AMER; wave 2"; empty when everything is shown.</summary>
    public static Sentence FilterWords(SliceFilter filter)
    {
        List<Sentence> parts =
        [
            .. new (string Text, IEnumerable<string> Values)[]
            {
                (nameof(DashboardTexts.FilterRegion), filter.Regions), (nameof(DashboardTexts.FilterCountry), filter.Countries),
                (nameof(DashboardTexts.FilterUnit), filter.Units), (nameof(DashboardTexts.FilterFunction), filter.Functions),
                (nameof(DashboardTexts.FilterWave), filter.Waves.Select(w => w.ToString(CultureInfo.InvariantCulture))), (nameof(DashboardTexts.FilterSystem), filter.Systems),
            }.Where(part => part.Values.Any()).Select(part => Say(part.Text, part.Values.Select(Sentence.FromString).Aggregate((all, value) => Say(nameof(DashboardTexts.FilterOr), all, value)))),
        ];
        return parts.Count == 0 ? Sentence.None : parts.Aggregate((all, part) => Say(nameof(DashboardTexts.FilterAnd), all, part));
    }

    private static Sentence Say(string key, params object?[] places) => new(DashboardTexts.ResourceManager, key, places);
}
