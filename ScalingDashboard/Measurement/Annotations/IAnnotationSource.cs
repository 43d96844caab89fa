using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>Annotations that nobody writes: whoever knows of something that explains series contributes a source, as a service.
/// They come with every series that is looked at, so a source says little and reads little.</summary>
public interface IAnnotationSource
{
    /// <summary>What happened, in any order. All of it must concern the slice: whatever is returned is shown.</summary>
    Task<IReadOnlyList<Annotation>> ReadAsync(AnnotationQuery query, CancellationToken cancellationToken);
}

/// <summary>Which annotations are wanted.</summary>
/// <param name="Metric">The series they stand at.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included; it may be still to come.</param>
/// <param name="Catalog">As it was known at the moment of <paramref name="Rollups"/>.</param>
public sealed record AnnotationQuery(Metric Metric, Slice Slice, DateOnly From, DateOnly To, CatalogSnapshot Catalog, Knowledge Rollups);
