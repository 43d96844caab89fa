using System.Net.WebSockets;
using ScalingDashboard.Benchmarks.Circuits;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A page that acts ten thousand times in a second is ended, and another goes on (requirement 23). The twin lets a page act as often as it
/// can.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class BusyReadersTests
{
    private const int Actions = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Page_that_acts_too_often_is_ended_and_no_other() => (await EndedAsync()).ShouldBe((Busy: true, Other: false));

    [Fact]
    public async Task Page_that_acts_too_often_mutation_without_a_bound_is_found() =>
        (await EndedAsync(("Pages:MostActions", "1000000"))).ShouldBe((Busy: false, Other: false));

    private static async Task<(bool Busy, bool Other)> EndedAsync(params (string Key, string Value)[] settings)
    {
        var host = new Bounded(settings);
        await host.InitializeAsync();
        using var wire = new Wire();
        using var reader = await host.SignInAsAsync(Roles.Leader);
        await using var busy = await OpenAsync();
        await using var other = await OpenAsync();
        var acting = ActAsync(busy, new Uri(host.Address, "/#busy"));
        // The other answers meanwhile.
        var before = other.Batches;
        await other.MoveAsync(new Uri(host.Address, "/?period=7d"), 0);
        await Eventually.TrueAsync(() => other.Batches > before, Patience);
        await acting.WaitAsync(Patience);
        // All that it said has been heard, or it is over.
        var heard = busy.Batches;
        await TryMoveAsync(busy, new Uri(host.Address, "/?period=7d"));
        await Eventually.TrueAsync(() => busy.Failure is not null || busy.Batches > heard, Patience);
        var ended = (busy.Failure is not null, other.Failure is not null);
        await host.DisposeAsync();
        return ended;

        Task<Circuit> OpenAsync() =>
            Circuit.OpenAsync(wire, reader.Client, reader.Cookies.GetCookieHeader(host.Address), new Uri(host.Address, "/"), _ => { }, CancellationToken.None);
    }

    private static async Task ActAsync(Circuit page, Uri place)
    {
        for (var action = 0; action < Actions; action++)
            if (!await TryMoveAsync(page, place))
                return;
    }

    private static async Task<bool> TryMoveAsync(Circuit page, Uri place)
    {
        try
        {
            await page.MoveAsync(place, 0);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private sealed class Bounded(params (string Key, string Value)[] settings) : AppFactory(Launch.NoCompany, settings);
}
