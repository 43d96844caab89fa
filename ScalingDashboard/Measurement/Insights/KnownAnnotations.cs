using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Annotations for whoever already has what is known: the room below does not know the pair.</summary>
public static class KnownAnnotations
{
    /// <inheritdoc cref="AnnotationReader.ReadAsync"/>
    public static Task<IReadOnlyList<Annotation>> ReadAsync(
        this AnnotationReader reader, Metric metric, Slice slice, DateOnly from, DateOnly to, Known known, CancellationToken cancellationToken) =>
        reader.ReadAsync(metric, slice, from, to, known.Catalog, known.Rollups, cancellationToken);
}
