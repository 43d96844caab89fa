using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups;

[Trait("Ring", "Database")]
public sealed class RollupZoneTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task The_zone_of_the_first_start_stays_and_another_refuses_the_start()
    {
        await Zone("Europe/Berlin").SeedAsync(CancellationToken.None);
        await Zone("Europe/Berlin").SeedAsync(CancellationToken.None);
        var refusal = await Should.ThrowAsync<StartRefused>(() => Zone("Asia/Kathmandu").SeedAsync(CancellationToken.None));
        refusal.Message.ShouldContain("Set it back to Europe/Berlin");
    }

    private RollupZone Zone(string name) =>
        new(database.Source, new ReportingCalendar(Options.Create(new ReportingOptions { TimeZone = name }), TimeProvider.System));
}
