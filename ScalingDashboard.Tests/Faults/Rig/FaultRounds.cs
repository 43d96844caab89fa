using System.Globalization;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>How often a fault test breaks things: once in <c>./test</c>, 20 times for the full figure
/// (<c>SCALING_FAULT_ROUNDS=20 ./test --filter Ring=Fault</c>).</summary>
internal static class FaultRounds
{
    /// <summary>Enough for a mutation, which the check finds the first time.</summary>
    public const int Few = 3;

    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SCALING_FAULT_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) && rounds > 0 ? rounds : 1;

    /// <summary>For a test that breaks things in two ways, in turn.</summary>
    public static int InTurn => Math.Max(2, Count);
}
