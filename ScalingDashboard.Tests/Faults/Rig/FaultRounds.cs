using System.Globalization;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>How often a fault test breaks things: once in <c>./test</c>, 20 times for the full figure
/// (<c>SCALING_FAULT_ROUNDS=20 ./test --filter Ring=Fault</c>).</summary>
internal static class FaultRounds
{
    /// <summary>Tests that load the machine: one after the other.</summary>
    public const string Busy = "Faults under load";

    /// <summary>Tests that mostly wait, for something to be away or to give up: one after the other, beside the busy ones.</summary>
    public const string Waiting = "Faults that wait";

    /// <summary>Screens that wait in a browser until they are live again: one after the other, beside either of the others.</summary>
    public const string Screens = "Faults of screens";

    /// <summary>Enough for a mutation, which the check finds the first time.</summary>
    public const int Few = 3;

    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SCALING_FAULT_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) && rounds > 0 ? rounds : 1;

    /// <summary>For a test that breaks things in two ways, in turn.</summary>
    public static int InTurn => Math.Max(2, Count);
}

[CollectionDefinition(FaultRounds.Busy)]
public sealed class BusyFaults;

[CollectionDefinition(FaultRounds.Waiting)]
public sealed class WaitingFaults;

[CollectionDefinition(FaultRounds.Screens)]
public sealed class ScreenFaults;
