using System.Diagnostics;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>How long after a reading was acknowledged its figure is on each of many boards while others arrive, and what a board costs the
/// server. The product is a process of its own.</summary>
internal sealed class LiveBenchmark(ServedProduct product, Report report, int boards)
{
    private const int Settling = 30, Probes = 40, LargeProbes = 15, LargeBatch = 10_000, WarmUp = 20, Browsers = 5;

    public async Task RunAsync()
    {
        await using var live = new LiveBoards(product);
        await live.StartAsync();
        // The first boards compile the program; what they leave behind is no board's.
        await live.OpenAsync(WarmUp);
        await live.CloseAsync();
        var idle = (Held: await product.Process.HeldAsync(), product.Process.Resident);
        await live.OpenAsync(boards);
        await live.OpenBrowsersAsync(Browsers);
        using var over = new CancellationTokenSource();
        var load = live.SendAsync(over.Token);
        // Nor what is compiled for good once it has been run often.
        await live.ProbeAsync(Settling);
        var (began, processor, own, all, received, drawn) = (Stopwatch.GetTimestamp(), product.Process.Processor, Environment.CpuUsage.TotalTime, Machine.Busy, live.Received, live.Open.Sum(c => c.Batches));
        var probed = await live.ProbeAsync(Probes);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (used, ours, busy, bytes) = (product.Process.Processor - processor, Environment.CpuUsage.TotalTime - own, Machine.Busy - all, live.Received - received);
        var resident = product.Process.Resident;
        await over.CancelAsync();
        await load;
        var held = (await product.Process.HeldAsync() - idle.Held) * 1024 / (boards + Browsers);
        report.AddLatencies($"{boards} boards", probed, "500 ms or less");
        report.Add($"{boards} boards, circuits that ended", "", [live.Ended], "0");
        report.Add($"{boards} boards, memory that the server holds for each", "KB", [held], "200 KB or less");
        report.Add($"{boards} boards, memory of the server that grew for each and for the load, with what is not collected yet", "KB", [(resident - idle.Resident) * 1024 / (boards + Browsers)], "");
        report.Add($"{boards} pages of Blazor that show nothing, memory that their server holds for each", "KB", [await EmptyPages.EachAsync(boards)], "");
        report.Add($"{boards} boards, sent to each in a second", "B", [bytes / seconds / boards], "2,048 B or less");
        report.Add($"{boards} boards, changes drawn by each in a second", "", [(live.Open.Sum(c => c.Batches) - drawn) / seconds / boards], "");
        report.Add($"{boards} boards, processors of the server", "of 2", [used.TotalSeconds / seconds], "");
        report.Add($"{boards} boards, processors of the boards and the sender", "of 2", [ours.TotalSeconds / seconds], "");
        report.Add($"{boards} boards, processors of all there is", "of 2", [busy.TotalSeconds / seconds], "");
        report.AddLatencies($"{boards} boards, a batch of {LargeBatch}", await live.ProbeAsync(LargeProbes, LargeBatch), "500 ms or less");
    }
}
