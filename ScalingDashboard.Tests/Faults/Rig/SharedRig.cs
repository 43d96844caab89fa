namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>An installation with one host for all tests of a class (<c>IClassFixture</c>), each of which leaves it whole: a host takes
/// most of the time of such a test to start.</summary>
public sealed class SharedRig : IAsyncLifetime
{
    internal FaultRig Rig { get; private set; } = null!;

    public async Task InitializeAsync() => Rig = await FaultRig.StartAsync(1);

    public async Task DisposeAsync() => await Rig.DisposeAsync();
}
