using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>Makes the room's sentences, and refusals of them.</summary>
internal static class TargetWords
{
    public static Sentence Say(string key, params object?[] places) => new(TargetsTexts.ResourceManager, key, places);

    /// <summary>What was sent can not be a target (422).</summary>
    public static Invalid Wrong(string key, params object?[] places) => new(Say(key, places), StatusCodes.Status422UnprocessableEntity);
}
