using System.Diagnostics;
using System.Globalization;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>Boards that stay open while readings arrive: none ends, and the memory of the server stays what it was.</summary>
internal sealed class SoakBenchmark(ServedProduct product, Report report, int boards, TimeSpan duration)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1), Settling = TimeSpan.FromMinutes(5);

    public async Task RunAsync()
    {
        await using var live = new LiveBoards(product);
        await live.StartAsync();
        await live.OpenAsync(boards);
        using var over = new CancellationTokenSource();
        var load = live.SendAsync(over.Token);
        var (began, memory) = (Stopwatch.GetTimestamp(), new List<double>());
        while (Stopwatch.GetElapsedTime(began) is var passed && passed < duration)
        {
            await Task.Delay(BetweenLooks, TimeProvider.System);
            memory.Add(product.Process.Resident);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"minute {memory.Count}: {memory[^1]:0} MB, {live.Ended} circuits ended"));
        }
        var probed = await live.ProbeAsync(10);
        await over.CancelAsync();
        await load;
        var settled = memory.Skip((int)Settling.TotalMinutes).ToList();
        report.Add(string.Create(CultureInfo.InvariantCulture, $"{boards} boards for {duration.TotalMinutes:0} minutes, circuits that ended"), "", [live.Ended], "0");
        report.Add($"{boards} boards, memory of the server after {Settling.TotalMinutes} minutes", "MB", settled, "flat");
        report.Add($"{boards} boards, memory of the server in the last minute", "MB", [memory[^1]], "flat");
        report.AddLatencies($"{boards} boards at the end", probed, "");
    }
}
