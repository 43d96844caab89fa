using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Platform.Ui;

/// <summary>What hangs on a wall: a feature's picture, drawn by its own component in the frame of the wallboard, which knows of
/// screens, clocks and connections and of no figure.</summary>
public interface IWallPicture
{
    /// <summary>A component with the parameters <c>Query</c> (text), <c>Scope</c> (<see cref="UnitScope"/>) and <c>Foot</c>
    /// (<see cref="RenderFragment"/>: what the frame has to say, to be drawn at the lower edge).</summary>
    Type Component { get; }

    /// <summary>Refuses options that can not be shown.</summary>
    /// <param name="query">A query string, with or without its question mark.</param>
    /// <exception cref="Exception">An <c>Invalid</c> that says why: it can not be read, or names what does not exist for these units.</exception>
    void Check(string query, UnitScope scope);
}
