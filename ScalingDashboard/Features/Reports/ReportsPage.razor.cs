using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Reports;

/// <summary>A person's reports with live progress. <c>/reports?new&amp;period=90d</c> orders one of that view at once.</summary>
public sealed partial class ReportsPage : LiveComponent<ReportsView>
{
    private const string NewMark = "new";

    private ReportAsker _asker = new("", UnitScope.Of([]));
    private string _period = Period.Default;
    private Guid? _newest;

    // What stands in the way of the report that was asked for.
    private string? _refusal;
    private bool _ordering;
    private IDisposable? _ageing;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required IOptions<ReportsOptions> Settings { get; init; }

    [Inject]
    private ReportShelf Shelf { get; init; } = null!;

    [Inject]
    private OrderReport Order { get; init; } = null!;

    [Inject]
    private RetryReport Retry { get; init; } = null!;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => [Report.TopicOf(_asker.Id)];

    protected override async Task OnInitializedAsync()
    {
        _asker = ReportAsker.Of((await Authentication).User);
        await base.OnInitializedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Never while prerendering: the same visit would order twice.
        if (!firstRender)
            return;
        _ageing = Ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        if (!query.ContainsKey(NewMark))
            return;
        // Without the mark, so that neither a reload nor the way back orders again.
        Navigation.NavigateTo("/reports", replace: true);
        await OrderAsync(QueryHelpers.AddQueryString("", query.Where(p => p.Key != NewMark)));
        StateHasChanged();
    }

    protected override async Task<ReportsView> LoadAsync(CancellationToken cancellationToken) =>
        new(await Shelf.ListAsync(_asker, cancellationToken));

    public override async ValueTask DisposeAsync()
    {
        _ageing?.Dispose();
        await base.DisposeAsync();
    }

    private Task OrderChosenAsync() => OrderAsync($"period={Uri.EscapeDataString(_period)}");

    private async Task OrderAsync(string query)
    {
        _ordering = true;
        _refusal = null;
        try
        {
            _newest = await Order.RunAsync(query, _asker, CancellationToken.None);
            await AskAsync();
        }
        catch (Invalid e)
        {
            _refusal = e.Said.Here();
        }
        finally
        {
            _ordering = false;
        }
    }

    private async Task RetryAsync(Guid id)
    {
        _newest = id;
        await Retry.RunAsync(id, _asker, CancellationToken.None);
        await AskAsync();
    }

    /// <summary>About the report ordered on this visit, as long as it is listed.</summary>
    private string? Notice() => _refusal
        ?? (Snapshot?.Reports.FirstOrDefault(r => r.Id == _newest) is { } newest ? ReportWords.Notice(newest.State) : null);

    private string Age(ReportCard report) => Formatting.Age(Clock.GetUtcNow() - report.CreatedAt, CultureInfo.CurrentCulture);
}
