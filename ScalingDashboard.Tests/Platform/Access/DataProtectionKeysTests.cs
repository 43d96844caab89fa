using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Access;

[Trait("Ring", "Database")]
public sealed class DataProtectionKeysTests
{
    [Fact]
    public async Task Two_hosts_of_one_database_read_each_others_cookies()
    {
        var database = await ScratchDatabase.CreateMigratedAsync();
        try
        {
            await using var one = await AccessHost.StartAsync(database);
            var sealedText = one.Services.GetDataProtector("test").Protect("words");
            await using var other = await AccessHost.StartAsync(database);
            other.Services.GetDataProtector("test").Unprotect(sealedText).ShouldBe("words");
            other.Services.GetRequiredService<IXmlRepository>().GetAllElements().ShouldNotBeEmpty();
        }
        finally
        {
            await ScratchDatabase.DropAsync(database);
        }
    }
}
