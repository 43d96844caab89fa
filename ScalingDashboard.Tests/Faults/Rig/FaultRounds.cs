using System.Globalization;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>How often a fault test breaks things: few times in <c>./test</c>, 20 times for the full figure
/// (<c>SCALING_FAULT_ROUNDS=20 ./test --filter Ring=Fault</c>).</summary>
internal static class FaultRounds
{
    public const string Collection = "Faults";

    /// <summary>Enough for a mutation, which the check finds the first time.</summary>
    public const int Few = 3;

    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SCALING_FAULT_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) && rounds > 0 ? rounds : Few;
}

/// <summary>One after the other, and not beside the other tests: they measure times, and each takes a whole machine.</summary>
[CollectionDefinition(FaultRounds.Collection, DisableParallelization = true)]
public sealed class FaultCollection;
