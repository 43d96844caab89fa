namespace ScalingDashboard.Measurement.Catalog;

/// <summary>The advisory lock that whatever changes what is known takes alone, over all hosts: passes of the roll-up and
/// changes of the catalogue. So what is known grows in one line.</summary>
public static class KnowledgeLock
{
    public const long Key = 0x5EAD_2011;
}
