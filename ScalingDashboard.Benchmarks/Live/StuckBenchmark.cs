using System.Diagnostics;
using ScalingDashboard.Benchmarks.Circuits;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>Readers that stay connected and stop reading, beside healthy ones: what they cost the server and the others, and when they are
/// let go (requirement 20).</summary>
internal sealed class StuckBenchmark(ServedProduct product, Report report, int stuck)
{
    private const int Healthy = 50, Probes = 20;

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
        report.AddLatencies($"{Healthy} healthy boards alone", await live.ProbeAsync(Probes), "");
        var alone = Machine.ConnectionsTo(product.Address.Port) + Spare;
        var beside = await live.OpenBesideAsync(stuck);
        var (before, peak, began) = (product.Resident, 0.0, Stopwatch.GetTimestamp());
        foreach (var circuit in beside)
            circuit.Freeze();
        // Until it is known that they do not confirm what they are sent they are pages as all others.
        await Task.Delay(Unconfirmed, TimeProvider.System);
        var probed = live.ProbeAsync(Probes);
        while (Machine.ConnectionsTo(product.Address.Port) > alone && Stopwatch.GetElapsedTime(began) < Patience)
        {
            peak = Math.Max(peak, product.Resident);
            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
        report.Add($"{stuck} stuck readers, all let go after", "s", [Stopwatch.GetElapsedTime(began).TotalSeconds], "30 s or less");
        report.AddLatencies($"{Healthy} healthy boards beside {stuck} stuck", await probed, "20 % more at most");
        report.Add($"{stuck} stuck readers, memory of the server grew by", "MB", [Math.Max(peak, product.Resident) - before], "500 MB or less");
        report.Add($"{Healthy} healthy boards, circuits that ended", "", [live.Ended], "0");
        await over.CancelAsync();
        await load;
        foreach (var circuit in beside)
            await circuit.DisposeAsync();
    }
}
