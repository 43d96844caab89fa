using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Forms;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Chooses the period and what it is compared with; every choice is a new address and says its exact days.</summary>
public sealed partial class PeriodPicker : Picker
{
    private (string, string?) _shown;
    private string? _from;
    private string? _to;
    private string? _refusal;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    /// <summary>The panel open beside the board stays open while the period changes.</summary>
    [Parameter]
    public string? OpenPanel { get; set; }

    protected override string Caption => DashboardTexts.MorePeriods;

    protected override string Title => DashboardTexts.MorePeriodsTitle;

    protected override bool IsActive => Chosen.Length > 0;

    // The day on which the board is looked at: of a past one, the day then.
    private DateOnly Today => Calendar.DayOf(Board.Now);

    protected override void OnParametersSet()
    {
        // What was chosen has come: the choice is over.
        var shown = (Board.Period.Code, Board.Query.Compare);
        if (_shown != shown)
            Close();
        _shown = shown;
    }

    /// <summary>What is chosen behind the button; the links say the rest.</summary>
    protected override string Chosen => string.Join(", ", new[]
    {
        Period.Choices.Contains(Board.Period.Code) ? null : Period.Name(Board.Period.Code).Here(),
        Board.Query.Compare is null ? null : Board.Period.Comparison == Comparison.Year ? DashboardTexts.VersusYear : DashboardTexts.VersusPrevious,
    }.OfType<string>());

    private static IEnumerable<(string? Code, string Words)> Compared() =>
        Comparisons.Codes.Select(code => ((string?)code, Comparisons.Name(code).Here())).Prepend((null, DashboardTexts.AsUsual));

    private string DaysOf(string code) => DashboardTexts.DaysInZone.With(Span(Period.Parse(code, Today, Calendar.Fiscal)), Board.Zone.Id);

    private static string Span(Period period) => DashboardTexts.Span.With(Formatting.Day(period.From, CultureInfo.CurrentCulture), Formatting.Day(period.To, CultureInfo.CurrentCulture));

    private string Href(string code) => DashboardUrls.Href(Board.Query with { Period = code }, OpenPanel);

    private string CompareHref(string? code) => DashboardUrls.Href(Board.Query with { Compare = code }, OpenPanel);

    protected override Task OpeningAsync()
    {
        _refusal = null;
        (_from, _to) = (Iso(Board.Period.From), Iso(Board.Period.To));
        return Task.CompletedTask;
    }

    private void Show()
    {
        var code = $"{_from}..{_to}";
        try
        {
            Period.Parse(code, Today, Calendar.Fiscal);
            _refusal = null;
            Navigation.NavigateTo(Href(code));
        }
        catch (Invalid e)
        {
            _refusal = e.Said.Here();
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
