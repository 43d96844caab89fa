using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Benchmarks.Circuits;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A page that says more at once than any page has to say is ended, and no other is (requirement 23): 40 KB, where 32 are
/// allowed. The twin takes a megabyte.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class LoudReadersTests
{
    private const int Loud = 40 << 10, Usual = 1 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Page_that_says_too_much_is_ended_and_no_other() => (await EndedAsync(new Bounded())).ShouldBe((Loud: true, Other: false));

    [Fact]
    public async Task Page_that_says_too_much_mutation_with_a_larger_bound_is_found() => (await EndedAsync(new Unbounded())).ShouldBe((Loud: false, Other: false));

    private static async Task<(bool Loud, bool Other)> EndedAsync(AppFactory host)
    {
        await host.InitializeAsync();
        using var wire = new Wire();
        using var reader = await host.SignInAsAsync(Roles.Leader);
        await using var loud = await OpenAsync();
        await using var other = await OpenAsync();
        var place = new Uri(host.Address, "/?period=30d");
        await other.MoveAsync(place, Usual);
        await loud.MoveAsync(place, Loud);
        var isEnded = await IsEndedAsync();
        // The other still answers.
        var before = other.Batches;
        await other.MoveAsync(new Uri(host.Address, "/?period=7d"), Usual);
        await Eventually.TrueAsync(() => other.Batches > before, 3 * Patience);
        var ended = (isEnded, other.Failure is not null);
        await host.DisposeAsync();
        return ended;

        async Task<bool> IsEndedAsync()
        {
            try
            {
                await Eventually.TrueAsync(() => loud.Failure is not null, Patience);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        Task<Circuit> OpenAsync() =>
            Circuit.OpenAsync(wire, reader.Client, reader.Cookies.GetCookieHeader(host.Address), new Uri(host.Address, "/"), _ => { }, CancellationToken.None);
    }

    private sealed class Bounded() : AppFactory(Launch.NoCompany);

    private sealed class Unbounded() : AppFactory(Launch.NoCompany)
    {
        private protected override void Arrange(IServiceCollection services) =>
            services.PostConfigure<HubOptions>(hubs => hubs.MaximumReceiveMessageSize = 1 << 20);
    }
}
