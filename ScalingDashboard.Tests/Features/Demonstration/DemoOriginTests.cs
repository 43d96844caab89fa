using Microsoft.Extensions.Options;
using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Demonstration;

/// <summary>What a database was first started for decides which demo company it may hold later.</summary>
[Trait("Ring", "Database")]
public sealed class DemoOriginTests : IAsyncLifetime
{
    private readonly DatabaseFixture _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_database_of_ones_own_takes_no_demo_company()
    {
        await StartAsync("none");
        (await Should.ThrowAsync<StartRefused>(() => StartAsync("software"))).Message.ShouldContain("--demo none");
        await StartAsync("none");
    }

    [Fact]
    public async Task A_demo_database_takes_its_own_company_and_none_and_no_other()
    {
        await StartAsync("software");
        await StartAsync("software");
        (await Should.ThrowAsync<StartRefused>(() => StartAsync("healthcare"))).Message.ShouldContain("--demo software");
        await StartAsync("none");
        await StartAsync("software");
    }

    private Task StartAsync(string company) =>
        new DemoOrigin(Options.Create(new DemonstrationOptions { Company = company }), new DemoStore(_database.Source)).SeedAsync(CancellationToken.None);
}
