using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The changes of closed days behind one figure: day, before, after, change, when and by whom. Read when somebody
/// looks, and again when another change has come.</summary>
public sealed partial class RestatementList : ComponentBase, IDisposable
{
    /// <summary>More are counted, and listed in the report.</summary>
    private const int Most = 20;

    private readonly CancellationTokenSource _stop = new();
    private (string Metric, string Query, Restated? Restated) _asked;
    private RestatementPage? _page;
    private bool _failed;

    [Inject]
    public required IPanelRestatements Restatements { get; init; }

    [Inject]
    public required ILogger<RestatementList> Log { get; init; }

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    [Parameter, EditorRequired]
    public required Figure Figure { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync()
    {
        var asked = (Figure.Metric.Key, Board.Query.Key, Figure.Restated);
        if (asked == _asked)
            return Task.CompletedTask;
        _asked = asked;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (Figure.Restated is null)
            return;
        var asked = _asked;
        try
        {
            var page = await Restatements.ReadAsync(Board.Snapshot, Board.Query, Figure.Metric, Most, _stop.Token);
            if (asked == _asked)
                (_page, _failed) = (page, false);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // The figures beside it stand; the reader may try again.
            _failed = true;
            DashboardPageLog.RestatementsFailed(Log, e);
        }
        catch (OperationCanceledException)
        {
            // The panel was closed while it was read.
        }
    }
}
