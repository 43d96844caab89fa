using Microsoft.AspNetCore.Components;
using ScalingDashboard.Features.Dashboard.Sheets;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Period and filter as links and pickers; every choice is a new address.</summary>
public sealed partial class FilterBar : ComponentBase
{
    // Only a phone hides the tools; a larger screen shows them always.
    private bool _toolsOpen;
    private Drawn? _drawn;
    private bool _isNew;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required SharedDrawings Drawings { get; init; }

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    [Parameter, EditorRequired]
    public required FilterChoices Choices { get; set; }

    /// <summary>The panel open beside the board stays open while the filter changes.</summary>
    [Parameter]
    public string? OpenPanel { get; set; }

    [Parameter]
    public bool Paused { get; set; }

    [Parameter, EditorRequired]
    public EventCallback PauseToggled { get; set; }

    /// <summary>The name of the start view that brought this board; null for one that was asked for.</summary>
    [Parameter]
    public string? Started { get; set; }

    [Parameter]
    public EventCallback StartChanged { get; set; }

    protected override void OnParametersSet()
    {
        var next = new Drawn(Board.Look.Chips, Board.Query, Board.Period, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Board.Now, Board.Zone).DateTime), Choices, OpenPanel, Paused, Started);
        // Hundreds of elements that a new figure does not touch.
        _isNew = _drawn != next;
        _drawn = next;
    }

    protected override bool ShouldRender() => _isNew;

    private void ToggleTools() => (_toolsOpen, _isNew) = (!_toolsOpen, true);

    private MarkupString Verdict()
    {
        var (tally, worst) = (Board.Tally, WorstQuadrant.Of(Board));
        return Drawings.Of<TallyLine>(Board.Snapshot, (tally, worst), () => new()
        {
            [nameof(TallyLine.Tally)] = tally,
            [nameof(TallyLine.Worst)] = worst,
            [nameof(TallyLine.WithSentence)] = true,
        })[0];
    }

    private SliceFilter Filter => Board.Query.Filter;

    private bool IsNarrowed => Filter.ToString() != SliceFilter.Everything.ToString();

    /// <summary>What paper says in place of the pickers.</summary>
    private string FilterText() => DashboardSubject.FilterWords(Filter) is { IsEmpty: false } words ? DashboardTexts.FilterIs.With(words.Here()) : DashboardTexts.AllUnits;

    private List<string> Waves() => [.. Filter.Waves.Select(w => w.ToString(CultureInfo.InvariantCulture))];

    private void NarrowWaves(IReadOnlyList<string> waves) =>
        Narrow(Filter with { Waves = [.. waves.Select(w => int.Parse(w, CultureInfo.InvariantCulture))] });

    private void Narrow(SliceFilter filter) => Navigation.NavigateTo(Without(filter));

    private string Without(SliceFilter filter) => DashboardUrls.Href(Board.Query with { Filter = filter }, OpenPanel);

    /// <summary>All that the bar is drawn from.</summary>
    private sealed record Drawn(
        string Chips, DashboardQuery Query, Period Period, DateOnly Today, FilterChoices Choices, string? OpenPanel, bool Paused, string? Started);
}
