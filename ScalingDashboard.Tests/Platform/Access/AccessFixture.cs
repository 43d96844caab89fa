using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>One database and one <see cref="AccessHost"/> for the tests of a class.</summary>
public sealed class AccessFixture : IAsyncLifetime
{
    private string _database = "";

    internal AccessHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await ScratchDatabase.CreateMigratedAsync();
        Host = await AccessHost.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await ScratchDatabase.DropAsync(_database);
    }
}
