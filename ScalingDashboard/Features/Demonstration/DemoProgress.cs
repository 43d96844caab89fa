using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>What the demonstration is doing.</summary>
public enum DemoStage
{
    /// <summary>No demo installation.</summary>
    Off,

    /// <summary>Another host loads or simulates, or it has not begun.</summary>
    Waiting,
    Loading,

    /// <summary>The history is there and live readings come.</summary>
    Live,

    /// <summary>The history is there; the simulator is switched off.</summary>
    Quiet,
}

/// <summary>The state of the demonstration at one moment.</summary>
/// <param name="Share">Part of the history that is written, 0 to 1.</param>
/// <param name="Readings">Readings of the history that are written.</param>
/// <param name="ReachedBack">The day back to which the history is complete.</param>
public sealed record DemoProgressState(DemoStage Stage, double Share, long Readings, DateOnly? ReachedBack);

/// <summary>The current state, for pages; changes raise <see cref="Changed"/>.</summary>
public sealed class DemoProgress(LiveFeed feed)
{
    public static readonly Topic Changed = new("demonstration");

    private volatile DemoProgressState _current = new(DemoStage.Off, 0, 0, null);

    public DemoProgressState Current => _current;

    internal void Report(DemoProgressState next)
    {
        _current = next;
        feed.Raise(Changed);
    }
}
