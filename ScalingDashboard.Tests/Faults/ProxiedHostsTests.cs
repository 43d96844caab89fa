using System.Diagnostics;
using System.Globalization;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Two hosts behind a sticky proxy, set up as docs/scaling.md says: what is sent to one appears on pages of the other, and pages of a
/// host that is killed are live on the other within ten seconds. The twins get another page script.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class ProxiedHostsTests(ProxiedHosts hosts, ITestOutputHelper output) : IClassFixture<ProxiedHosts>
{
    private const string NotShown = "the page of the other host does not show it";
    private const string NotLive = "not live on the other host";
    private const string LoadedAnew = "the page was loaded anew without need";

    private static readonly TimeSpan LongestMove = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Reading_sent_to_one_host_appears_on_a_page_of_the_other() =>
        (await SentAsync(script => script)).ShouldBeEmpty();

    [Fact]
    public async Task Reading_sent_to_one_host_mutation_page_without_circuit_is_found() =>
        (await SentAsync(script => Changed(script, "  Blazor.start(", "  (() => {})("))).ShouldBe([NotShown]);

    [Fact]
    public async Task Pages_of_a_killed_host_are_live_on_the_other_by_themselves() =>
        (await KilledAsync(script => script, FaultRounds.Count)).ShouldBeEmpty();

    [Fact]
    public async Task Pages_of_a_killed_host_mutation_that_insists_on_its_circuit_is_found() =>
        (await KilledAsync(script => Changed(script, "if (!await Blazor.reconnect()) location.reload();", "await Blazor.reconnect();"), rounds: 1)).ShouldBe([NotLive]);

    private async Task<IReadOnlyList<string>> SentAsync(Func<string, string> mutation)
    {
        await using var rig = await ProxyRig.StartAsync(hosts, mutation);
        await rig.MarkAsync();
        for (var reading = 0; reading < FaultRounds.Few; reading++)
            if (!await rig.ShowsWhatIsSentToAsync(rig.Other, LongestMove))
                return [NotShown];
        return await rig.IsMarkedAsync() ? [] : [LoadedAnew];
    }

    private async Task<IReadOnlyList<string>> KilledAsync(Func<string, string> mutation, int rounds)
    {
        await using var rig = await ProxyRig.StartAsync(hosts, mutation);
        for (var round = 0; round < rounds; round++)
        {
            var (killed, survivor) = (rig.Serving, rig.Other);
            await rig.MarkAsync();
            (await rig.ShowsWhatIsSentToAsync(survivor, LongestMove)).ShouldBeTrue("live before the kill");
            var start = Stopwatch.GetTimestamp();
            await killed.KillAsync();
            if (!await rig.IsLoadedAnewAsync(LongestMove))
                return [NotLive];
            var loaded = Stopwatch.GetElapsedTime(start);
            // The proxy says so when it has handed the page on to its end.
            await Eventually.TrueAsync(() => rig.Serving == survivor, LongestMove);
            // What comes now was not printed with the page.
            await rig.MarkAsync();
            if (!await rig.ShowsWhatIsSentToAsync(survivor, LongestMove - loaded))
                return [NotLive];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: loaded {loaded.TotalSeconds:0.0} s and live {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s after the kill"));
            if (!await rig.IsMarkedAsync())
                return [LoadedAnew];
            await killed.StartAgainAsync();
        }
        return [];
    }

    private static string Changed(string script, string part, string other)
    {
        script.ShouldContain(part);
        return script.Replace(part, other, StringComparison.Ordinal);
    }
}
