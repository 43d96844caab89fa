using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Account;

/// <summary>
/// One account for each role on a demo installation. Everywhere else they are removed, with their sessions: a database
/// that once served a demo must not keep doors that open without a password.
/// </summary>
internal sealed class DemoPeople(
    DemoInstallation installation, UserManager<User> people, IDbContextFactory<ScalingDb> databases,
    TimeProvider clock, ILogger<DemoPeople> logger) : ISeeder
{
    public int Order => 100;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (installation.IsDemo)
            await AddAsync();
        else
            await RemoveAsync(cancellationToken);
    }

    private async Task AddAsync()
    {
        foreach (var demo in DemoRole.All)
        {
            if (await people.FindByNameAsync(demo.Person) is not null)
                continue;
            var result = await people.CreateAsync(User.ForDemo(demo.Person, demo.Role, clock.GetUtcNow()));
            if (!result.Succeeded)
                throw new InvalidOperationException($"The account '{demo.Person}' cannot be created: {result}");
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = await db.Set<User>().Where(user => user.Demo).ExecuteDeleteAsync(cancellationToken);
        if (removed > 0)
            logger.DemoPeopleRemoved(removed);
    }
}
