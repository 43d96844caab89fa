using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Features.Imports;

/// <summary>Where a person sends files, fetches templates, and finds what was sent before. Its forms are plain ones: they work
/// without a live connection, and a file never travels through the page's socket.</summary>
public sealed partial class ImportsPage : ComponentBase
{
    private static readonly UploadLimits Limits = UploadLimits.Default;

    [Inject]
    public required IOptions<ImportsOptions> Settings { get; init; }

    [Inject]
    public required MetricCatalog Catalog { get; init; }

    [SupplyParameterFromQuery(Name = "refused")]
    private string? Refused { get; set; }

    /// <summary>What readings are sent of, by panel.</summary>
    private IEnumerable<IGrouping<string, Metric>> Metrics => Quadrants.Panels
        .SelectMany(p => Catalog.Current.Metrics.Where(m => m.Panel == p.Key && m.Derived is null).OrderBy(m => m.Rank ?? int.MaxValue).Select(m => (Panel: p.Name, Metric: m)))
        .GroupBy(m => m.Panel, m => m.Metric);
}
