using System.Diagnostics;
using System.Globalization;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A host that stands still in the middle of a pass, as a paused virtual machine does, holds the others up for seconds and
/// does no harm when it goes on. The twin takes away the time after which the server ends its session.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class PausedHostTests(ITestOutputHelper output)
{
    private const int Senders = 2;
    private const string Fence = "SET LOCAL idle_in_transaction_session_timeout = '15s'";
    private const string SoonerFence = "SET LOCAL idle_in_transaction_session_timeout = '4s'";
    private const string NoFence = "SET LOCAL idle_in_transaction_session_timeout = '0'";
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Host_paused_in_a_pass_is_fenced_off_and_the_other_goes_on() =>
        (await DifferencesAsync(fenced: true)).ShouldBeEmpty();

    [Fact]
    public async Task Host_paused_in_a_pass_mutation_without_fence_is_found() =>
        (await DifferencesAsync(fenced: false)).ShouldContain(difference => difference.StartsWith("total", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> DifferencesAsync(bool fenced)
    {
        await using var rig = await FaultRig.StartAsync(2);
        var (paused, other) = (rig.Hosts[0], rig.Hosts[1]);
        // That there is a fence is looked at, and not how long it takes.
        rig.Tap.Misheard = (Fence, fenced ? SoonerFence : NoFence);
        await using var feeder = rig.Feed(paused, Senders);
        await feeder.AcknowledgedAsync(Senders);
        var pass = await rig.Tap.LearnAsync("INSERT INTO rollup_log");
        var hold = rig.Tap.HoldAt(pass.Points[0]);
        await hold.Reached.WaitAsync(Patience);
        await feeder.SettleAsync();
        await paused.PauseAsync();
        hold.GoOn();
        var start = Stopwatch.GetTimestamp();
        feeder.Send(other.Address, Senders);
        await feeder.AcknowledgedAsync(5 * Senders);
        await feeder.SettleAsync();
        // Without a fence it would be in vain, however long.
        var differences = await rig.DifferencesAsync(feeder, other, fenced ? Patience : Longer);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the other host: {differences.Count} differences after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; {string.Join(", ", differences)}"));
        await paused.ContinueAsync();
        // It finds its session ended, and may then not write what it had begun.
        return differences.Count > 0 ? differences : await rig.DifferencesAsync(feeder, paused, Patience);
    }
}
