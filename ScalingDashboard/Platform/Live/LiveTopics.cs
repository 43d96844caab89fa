namespace ScalingDashboard.Platform.Live;

/// <summary>Topics of the live path itself.</summary>
public static class LiveTopics
{
    /// <summary>The link to the other hosts was made (anew): what happened meanwhile may have been missed.</summary>
    public static readonly Topic Reconnected = new("live:reconnected");
}
