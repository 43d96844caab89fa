using System.Text;
using ScalingDashboard.Benchmarks.Circuits;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Readers that stay connected and stop reading (requirement 20): they are let go, and a healthy page sees every figure meanwhile.
/// The twin waits for them without end.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class StuckReadersTests(ITestOutputHelper output)
{
    private const int Stuck = 60, Figures = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Readers_that_stop_reading_are_let_go_and_others_see_every_figure() =>
        (await DifferencesAsync(silence: "00:00:03")).ShouldBeEmpty();

    [Fact]
    public async Task Readers_that_stop_reading_mutation_that_waits_for_them_is_found() =>
        (await DifferencesAsync(silence: "1.00:00:00")).ShouldContain($"held: {Stuck} circuits");

    private async Task<IReadOnlyList<string>> DifferencesAsync(string silence)
    {
        var host = new Host(silence);
        await host.InitializeAsync();
        using var wire = new Wire();
        List<Circuit> open = [];
        var differences = new List<string>();
        try
        {
            await host.AddUnitAsync("A");
            var reader = await host.SignInAsAsync(Roles.Leader);
            for (var number = 0; number < Stuck; number++)
                open.Add(await Circuit.OpenAsync(wire, reader.Client, reader.Cookies.GetCookieHeader(host.Address), host.Address, _ => { }, CancellationToken.None));
            var (wanted, seen) = ("", new SemaphoreSlim(0));
            var healthy = await Circuit.OpenAsync(wire, reader.Client, reader.Cookies.GetCookieHeader(host.Address), host.Address, Look, CancellationToken.None);
            open.Add(healthy);
            foreach (var circuit in open.Take(Stuck))
                circuit.Freeze();

            // One reading, which each figure corrects.
            var at = $"{host.Clock.GetUtcNow().AddHours(-1):yyyy-MM-ddTHH}:00:00Z";
            for (var figure = 1; figure <= Figures; figure++)
            {
                Volatile.Write(ref wanted, $"10203{figure}");
                await host.IngestAsync($"metric,unit,at,value\nimpact.cost_savings.cashable,A,{at},{wanted}\n");
                await host.RolledUpAsync();
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                if (!await seen.WaitAsync(Patience))
                    differences.Add($"others: figure {figure} was not seen");
            }

            // The fault itself: they are silent for longer than they may be. That they are let go they find out when they read again.
            await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System);
            foreach (var circuit in open.Take(Stuck))
                circuit.Thaw();
            int Held() => open.Take(Stuck).Count(circuit => circuit.Failure is null);
            try
            {
                await Eventually.TrueAsync(() => Held() == 0, TimeSpan.FromSeconds(5));
            }
            catch (TimeoutException)
            {
                differences.Add($"held: {Held()} circuits");
            }
            if (healthy.Failure is { } why)
                differences.Add($"others: the healthy page ended: {why}");

            void Look(ReadOnlySpan<byte> changes)
            {
                if (Volatile.Read(ref wanted) is { Length: > 0 } figure && changes.IndexOf(Encoding.UTF8.GetBytes(figure)) >= 0)
                    seen.Release();
            }
        }
        finally
        {
            foreach (var circuit in open)
                await circuit.DisposeAsync();
            await host.DisposeAsync();
        }
        output.WriteLine(string.Join(", ", differences));
        return differences;
    }

    private sealed class Host(string silence) : AppFactory(ScalingDashboard.Host.Launch.NoCompany, ("Pages:MostPerReader", "1000"), ("Pages:Silence", silence));
}
