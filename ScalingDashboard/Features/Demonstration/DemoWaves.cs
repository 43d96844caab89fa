using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>The go-lives of a demo company: its history is made from a start of the roll-out that no setting can name, because the
/// history ends on the day of the first start.</summary>
internal sealed class DemoWaves(DemoChoice choice, DemoStore store, IOptions<RolloutOptions> rollout, ReportingCalendar calendar) : IAnnotationSource
{
    public async Task<IReadOnlyList<Annotation>> ReadAsync(AnnotationQuery query, CancellationToken cancellationToken)
    {
        // Who sets the start is marked with that one.
        if (rollout.Value.StartsOn is not null || choice.Company is not { } company || await store.AnchorAsync(company.Key, cancellationToken) is not { } anchor)
            return [];
        return WaveMarks.Of(query, anchor.AddDays(-7 * company.RolloutWeeks), calendar);
    }
}
