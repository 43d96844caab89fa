using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Whether a board moves with what happens.</summary>
public enum PulseState
{
    Live,

    /// <summary>The reader stopped it.</summary>
    Paused,

    /// <summary>The figures can not be read.</summary>
    Failing,
}

/// <summary>What the line below a board is drawn from, besides the board. Equal looks of one snapshot are one drawing.</summary>
/// <param name="Latency">How long changes took to the screens; null where nothing is said of it.</param>
/// <param name="Tally">How many panels say what.</param>
public sealed record StatusLook(PulseState State, LatencySummary? Latency, Tally Tally);
