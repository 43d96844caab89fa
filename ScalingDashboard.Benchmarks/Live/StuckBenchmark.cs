using System.Diagnostics;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>Readers that stay connected and stop reading, beside healthy ones: what they cost the server and the others, and when they are
/// let go (requirement 20).</summary>
internal sealed class StuckBenchmark(ServedProduct product, Report report, int stuck)
{
    // In turns, so that a moment at which the machine is slow is nobody's; as many figures in each as fit until all are let go.
    private const int Rounds = 4, Healthy = 50, Probes = 16;

    // Connections by which pages were loaded, and which wait for the next.
    private const int Spare = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), BetweenLooks = TimeSpan.FromSeconds(1), Unconfirmed = TimeSpan.FromSeconds(5);

    public async Task RunAsync()
    {
        await using var live = new LiveBoards(product);
        await live.StartAsync();
        await live.OpenAsync(Healthy);
        using var over = new CancellationTokenSource();
        var load = live.SendAsync(over.Token);
        // What is run often is compiled for good by then.
        await live.ProbeAsync(Probes);
        var (alone, beside, letGo, grew) = (Probed.Nothing, Probed.Nothing, new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            alone = alone.And(await live.ProbeAsync(Probes));
            var (probed, seconds, megabytes) = await BesideAsync(live);
            (beside, letGo, grew) = (beside.And(probed), [.. letGo, seconds], [.. grew, megabytes]);
        }
        await over.CancelAsync();
        await load;
        report.AddLatencies($"{Healthy} healthy boards alone", alone, "");
        report.AddLatencies($"{Healthy} healthy boards beside {stuck} stuck", beside, "20 % more at most");
        report.Add($"{stuck} stuck readers, all let go after", "s", letGo, "30 s or less");
        report.Add($"{stuck} stuck readers, memory of the server grew by", "MB", grew, "500 MB or less");
        report.Add($"{Healthy} healthy boards, circuits that ended", "", [live.Ended], "0");
    }

    private async Task<(Probed Probed, double Seconds, double Megabytes)> BesideAsync(LiveBoards live)
    {
        var connections = Machine.ConnectionsTo(product.Address.Port) + Spare;
        var open = await live.OpenBesideAsync(stuck);
        var (before, peak, began) = (product.Process.Resident, 0.0, Stopwatch.GetTimestamp());
        foreach (var circuit in open)
            circuit.Freeze();
        // Until it is known that they do not confirm what they are sent they are pages as all others.
        await Task.Delay(Unconfirmed, TimeProvider.System);
        var probing = live.ProbeAsync(Probes);
        while (Machine.ConnectionsTo(product.Address.Port) > connections && Stopwatch.GetElapsedTime(began) < Patience)
        {
            peak = Math.Max(peak, product.Process.Resident);
            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var probed = await probing;
        foreach (var circuit in open)
            await circuit.DisposeAsync();
        return (probed, seconds, Math.Max(peak, product.Process.Resident) - before);
    }
}
