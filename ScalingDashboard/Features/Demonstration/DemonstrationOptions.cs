using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Settings of section <c>Demonstration</c>.</summary>
public sealed class DemonstrationOptions
{
    public const string Section = "Demonstration";

    public const string None = "none";

    /// <summary>Which demo company this installation shows: <c>software</c>, <c>healthcare</c>, <c>manufacturing</c> or
    /// <c>none</c> (default) for an installation with data of its own.</summary>
    [Required, RegularExpression("software|healthcare|manufacturing|none",
        ErrorMessage = "Demonstration:Company must be software, healthcare, manufacturing or none.")]
    public string Company { get; init; } = None;

    public bool IsActive => Company != None;
}

/// <summary>Settings of section <c>Simulator</c>.</summary>
public sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Whether a demo installation sends live readings. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Readings sent in a second. Default 4.</summary>
    [Range(1, 200)]
    public int ReadingsPerSecond { get; init; } = 4;
}
