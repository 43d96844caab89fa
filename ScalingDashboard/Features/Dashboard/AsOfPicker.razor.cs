using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Forms;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Chooses the moment as known at which the board is shown; every choice is a new address.</summary>
public sealed partial class AsOfPicker : Picker
{
    private DateTimeOffset? _shown;
    private string? _text;
    private string? _refusal;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    /// <summary>The panel open beside the board stays open while the moment changes.</summary>
    [Parameter]
    public string? OpenPanel { get; set; }

    protected override string Caption => DashboardTexts.AsKnown;

    protected override string Title => DashboardTexts.AsKnownAt;

    protected override string Chosen => Board.Query.AsOf is { } chosen ? Formatting.Day(Calendar.DayOf(chosen), CultureInfo.CurrentCulture) : DashboardTexts.Now;

    protected override bool IsActive => IsPast;

    private bool IsPast => Board.Query.AsOf is not null;

    protected override void OnParametersSet()
    {
        // What was chosen has come: the choice is over.
        if (_shown != Board.Query.AsOf)
            Close();
        _shown = Board.Query.AsOf;
    }

    protected override Task OpeningAsync()
    {
        _refusal = null;
        _text = AsOfChoices.Write(Board.Query.AsOf ?? Clock.GetUtcNow(), Board.Zone);
        return Task.CompletedTask;
    }

    private void Show()
    {
        var moment = AsOfChoices.Read(_text, Board.Zone);
        _refusal = moment is null ? DashboardTexts.NoMoment : moment > Clock.GetUtcNow() ? DashboardTexts.MomentToCome : null;
        if (_refusal is null)
            Navigation.NavigateTo(Href(moment));
    }

    private string Href(DateTimeOffset? moment) => DashboardUrls.Href(Board.Query with { AsOf = moment }, OpenPanel);
}
