using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Breakdowns;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>The reason of a number beside the board: why it changed, its units, its senders and newest readings. Read when somebody
/// looks, and again when the figure has changed.</summary>
public sealed partial class PanelEvidence : ComponentBase, IDisposable
{
    /// <summary>The metric's page has all.</summary>
    private const int Most = 6, MostNotes = 3;

    private readonly CancellationTokenSource _stop = new();
    private (string Metric, string Query, long Version, decimal? Target, TargetStatus Status) _asked;
    private MetricView? _view;
    private bool _failed;

    [Inject]
    public required IMetricReader Reader { get; init; }

    [Inject]
    public required ILogger<PanelEvidence> Log { get; init; }

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
        var asked = (Figure.Metric.Key, Board.Query.Key, Figure.Version, Figure.Target, Figure.Status);
        if (asked == _asked)
            return Task.CompletedTask;
        _asked = asked;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var asked = _asked;
        try
        {
            var view = await Reader.ReadAsync(new MetricQuestion(Figure.Metric.Key, Board.Query, null, Dimension.Unit), _view, _stop.Token);
            if (asked == _asked)
                (_view, _failed) = (view, false);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // The figures beside it stand; the reader may try again.
            _failed = true;
            DashboardPageLog.EvidenceFailed(Log, e);
        }
        catch (OperationCanceledException)
        {
            // The panel was closed while it was read.
        }
    }

    private static double Share(BreakdownPart part, MetricView view)
    {
        var most = view.Breakdown.Parts.Max(p => Math.Abs(p.Figure.Value ?? 0));
        return most == 0 ? 0 : (double)(100 * Math.Abs(part.Figure.Value!.Value) / most);
    }
}
