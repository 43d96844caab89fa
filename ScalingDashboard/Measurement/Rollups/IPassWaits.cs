namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What this host knows of the last passes, and how long readings waited for them.</summary>
public interface IPassWaits
{
    /// <summary>The number of the last pass.</summary>
    long Newest { get; }

    /// <summary>When the first of the readings was committed that passes after <paramref name="after"/>, up to <paramref name="until"/>, have
    /// brought; null when that is not known of any.</summary>
    DateTimeOffset? WaitingSince(long after, long until);
}
