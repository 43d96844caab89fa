using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Identity;
using ScalingDashboard.Platform.Access.People;

namespace ScalingDashboard.Tests.Platform.Access;

[Trait("Ring", "Database")]
public sealed class SignInAttemptsTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    [Fact]
    public async Task Guesses_at_the_same_moment_all_count()
    {
        var (attempts, account) = await StartAsync("parallel@example.com");
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => attempts.TakeAsync(account, default)));
        taken.Count(one => one).ShouldBe(5);
    }

    [Fact]
    public async Task Lock_opens_by_itself_after_five_minutes_and_not_before()
    {
        var (attempts, account) = await StartAsync("window@example.com");
        for (var attempt = 0; attempt < 5; attempt++)
            (await attempts.TakeAsync(account, default)).ShouldBeTrue();
        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(4.9));
        (await attempts.TakeAsync(account, default)).ShouldBeFalse();
        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(0.2));
        (await attempts.TakeAsync(account, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Right_password_clears_the_count()
    {
        var (attempts, account) = await StartAsync("cleared@example.com");
        for (var round = 0; round < 3; round++)
        {
            for (var attempt = 0; attempt < 4; attempt++)
                (await attempts.TakeAsync(account, default)).ShouldBeTrue();
            await attempts.ForgetAsync(account, default);
        }
    }

    private async Task<(SignInAttempts Attempts, Guid Account)> StartAsync(string email)
    {
        await fixture.Host.CommandAsync(access => access.CreateUserAsync(email, "leader", [], default));
        await using var scope = fixture.Host.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().FindByNameAsync(email);
        return (fixture.Host.Services.GetRequiredService<SignInAttempts>(), user!.Id);
    }
}
