using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Measurement.Insights.Breakdowns;

/// <summary>Reads what each part of a dimension says, by the same way as the whole is read.</summary>
public sealed class BreakdownReader(FigureReader figures, ReportingCalendar calendar, IOptions<ReportingOptions> options)
{
    /// <summary>Connections that one reading may use at once.</summary>
    private const int Parallel = 4;

    /// <param name="whole">The parts of the figure that is taken apart: of the same metric, slice and period.</param>
    public async Task<Breakdown> ReadAsync(FigureParts whole, Dimension by, Slice slice, UnitScope scope, Period period, Known known, CancellationToken cancellationToken)
    {
        var named = by.PartsOf(slice, known.Catalog);
        var (read, units) = (new FigureParts[named.Count], new int[named.Count]);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForAsync(0, named.Count, limits, async (i, token) =>
        {
            var own = known.Catalog.Resolve(named[i].Filter, scope);
            units[i] = own.UnitIds.Count;
            read[i] = await figures.ReadPartAsync(whole.Metric, own, period, known, token);
        });

        var why = BreakdownRules.WhyNoSum(whole.Metric);
        var shares = why is null && whole.Totals.Count > 0
            ? BreakdownRules.Contributions(whole.Metric, whole.Whole, [.. read.Select(r => r.Whole)])
            : null;
        var elapsed = calendar.Elapsed(period, known.At);
        var parts = named.Select((part, i) => new BreakdownPart(part.Code, part.Name, part.Filter,
            FigureRules.Build(read[i], known.At, elapsed, units[i], options.Value.CoverageLimit),
            read[i].LastAt is null && shares?.Contributions[i] is null or 0 ? null : shares?.Contributions[i]));
        return new Breakdown(by, [.. parts.OrderByDescending(p => p.Figure.Value is not null).ThenByDescending(p => p.Contribution ?? p.Figure.Value)], shares?.Whole, shares?.Unnamed, why);
    }
}
