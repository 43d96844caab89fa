using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Access.Screens;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>Pairs screens as the two browsers do together, without browsers.</summary>
internal static class SampleScreens
{
    /// <summary>The token of a new screen of a new leader's who may see all units.</summary>
    public static async Task<string> TokenAsync(IServiceProvider services, string view = "period=12m") =>
        await TokenAsync(services, (await PersonAsync(services, Roles.Leader)).Id, [], view);

    public static async Task<string> TokenAsync(IServiceProvider services, Guid person, string[] units, string view = "period=12m")
    {
        var pairings = services.GetRequiredService<ScreenPairings>();
        var open = (await pairings.OpenAsync(CancellationToken.None))!;
        await pairings.AcceptAsync(open.Code, "Lobby", person, units, view, CancellationToken.None);
        return (await pairings.ClaimAsync(ScreenToken.Read(open.Token)!.Value, CancellationToken.None)).Token!;
    }

    /// <summary>A person who has chosen a password.</summary>
    public static async Task<User> PersonAsync(IServiceProvider services, string role, params string[] units)
    {
        await using var scope = services.CreateAsyncScope();
        var email = $"{Guid.CreateVersion7():N}@example.com";
        await scope.ServiceProvider.GetRequiredService<IAccessCommands>().CreateUserAsync(email, role, units, CancellationToken.None);
        var people = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var person = (await people.FindByNameAsync(email))!;
        person.Settle();
        (await people.UpdateAsync(person)).Succeeded.ShouldBeTrue();
        return person;
    }
}
