using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Annotations;

public static class AnnotationTopics
{
    /// <summary>A note was written or withdrawn, on any host.</summary>
    public static readonly Topic Any = new("annotations");
}
