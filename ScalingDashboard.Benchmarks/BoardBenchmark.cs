using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Features.Dashboard.DrillDown;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Benchmarks;

/// <summary>
/// The board of 300 units over twelve months: all 16 panels for a filter that nobody asked for before, the same again as the next reader
/// gets it, and one metric in full as its page shows it.
/// </summary>
internal sealed class BoardBenchmark(Installation installation, Report report)
{
    private const int Turns = 40;

    // A server that has run for a while has its hot code compiled anew.
    private const int WarmUp = 40;

    public async Task RunAsync()
    {
        var boards = installation.Services.GetRequiredService<IDashboardSnapshots>();
        var (cold, shared) = (new List<double>(), new List<double>());
        for (var turn = -WarmUp; turn < Turns; turn++)
        {
            // Half of the units each time, and never the same half.
            var units = installation.Units.Where((_, n) => (n * 7919 + (turn + WarmUp) * 104_729) % 101 < 50).Select(u => u.Code).ToList();
            var query = new DashboardQuery("12m", SliceFilter.Everything with { Units = units }, UnitScope.All);
            var first = await TimeAsync(() => boards.GetAsync(query, CancellationToken.None));
            var again = await TimeAsync(() => boards.GetAsync(query, CancellationToken.None));
            if (turn < 0)
                continue;
            cold.Add(first);
            shared.Add(again);
        }
        report.Add("Board of 300 units, a filter not asked before", "ms", cold, "50 ms or less");
        report.Add("Board of 300 units, asked again", "ms", shared, "1 ms or less");

        var metrics = installation.Services.GetRequiredService<IMetricReader>();
        var whole = new DashboardQuery("12m", SliceFilter.Everything, UnitScope.All);
        var pages = new List<double>();
        foreach (var metric in installation.Metrics.Where(m => m.Rank is not null))
        {
            var question = new MetricQuestion(metric.Key, whole, null, Dimension.Unit);
            await metrics.ReadAsync(question, null, CancellationToken.None);
            pages.Add(await TimeAsync(() => metrics.ReadAsync(question, null, CancellationToken.None)));
        }
        report.Add("Page of a metric, 300 units, all metrics of the board", "ms", pages, "");
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
