using ScalingDashboard.Benchmarks.Circuits;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>What an open page of the framework costs that shows nothing (<see cref="EmptyPage"/>), by the measure of a board.</summary>
internal static class EmptyPages
{
    public const string Command = "empty-page";

    private const int WarmUp = 20;

    // As the product runs, and not as this program does.
    private static readonly Dictionary<string, string> Settings = new() { ["DOTNET_gcServer"] = "0", ["DOTNET_GCConserveMemory"] = "5" };

    /// <summary>Kilobytes that the server holds for each of so many.</summary>
    public static async Task<double> EachAsync(int pages)
    {
        await using var server = await ServerProcess.StartAsync(typeof(EmptyPages).Assembly.Location, port => [Command, port], Settings, EmptyPage.Ready);
        using var wire = new Wire();
        using var client = new HttpClient { BaseAddress = server.Address };
        foreach (var circuit in await OpenAsync(WarmUp))
            await circuit.DisposeAsync();
        var idle = await server.HeldAsync();
        var open = await OpenAsync(pages);
        var each = (await server.HeldAsync() - idle) * 1024 / pages;
        foreach (var circuit in open)
            await circuit.DisposeAsync();
        return each;

        Task<List<Circuit>> OpenAsync(int count) => Circuit.OpenAsync(count, wire, client, "", server.Address, _ => Ignore);
    }

    private static void Ignore(ReadOnlySpan<byte> changes)
    {
        // Nothing is looked for.
    }
}
