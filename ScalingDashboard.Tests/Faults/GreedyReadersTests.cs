using System.Net;
using ScalingDashboard.Benchmarks.Circuits;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Neither strangers nor one reader take the places of the others (requirement 23): strangers get no circuit, one reader a few
/// live pages, and who closes one may open one. The twin lets a reader have as many as there are.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class GreedyReadersTests(ITestOutputHelper output)
{
    private const int Most = 10, Asked = 40, Strangers = 500;

    [Fact]
    public async Task Greedy_reader_gets_ten_pages_and_others_theirs() =>
        (await DifferencesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task Greedy_reader_mutation_without_a_bound_is_found() =>
        (await DifferencesAsync(("Pages:MostPerReader", "1000"))).ShouldContain($"greedy: {Asked} pages of one reader are live");

    private async Task<IReadOnlyList<string>> DifferencesAsync(params (string Key, string Value)[] settings)
    {
        var host = new Bounded(settings);
        await host.InitializeAsync();
        using var wire = new Wire();
        var differences = new List<string>();
        List<Circuit> open = [];
        try
        {
            using var stranger = new HttpClient { BaseAddress = host.Address };
            for (var number = 0; number < Strangers; number++)
                if (await NegotiateAsync(stranger) is not HttpStatusCode.Unauthorized and var status)
                    differences.Add($"stranger: {status}");

            var greedy = await host.SignInAsAsync(Roles.Leader);
            while (open.Count < Asked && await OpenAsync(wire, greedy, host.Address) is { } circuit)
                open.Add(circuit);
            if (open.Count > Most)
                differences.Add($"greedy: {open.Count} pages of one reader are live");
            if (open.Count < Most)
                differences.Add($"few: {open.Count} pages");
            if (await OpenAsync(wire, await host.SignInAsAsync(Roles.Leader), host.Address) is not { } other)
                differences.Add("others: another reader's page is not live");
            else
                open.Add(other);

            await open[0].DisposeAsync();
            open.RemoveAt(0);
            await Eventually.TrueAsync(async () =>
            {
                if (await OpenAsync(wire, greedy, host.Address) is not { } again)
                    return false;
                open.Add(again);
                return true;
            }, TimeSpan.FromSeconds(30));
        }
        finally
        {
            foreach (var circuit in open)
                await circuit.DisposeAsync();
            await host.DisposeAsync();
        }
        output.WriteLine($"{open.Count} pages; {string.Join(", ", differences)}");
        return differences;
    }

    private static async Task<HttpStatusCode> NegotiateAsync(HttpClient client)
    {
        using var answer = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        return answer.StatusCode;
    }

    /// <summary>Null when the host has no place for it.</summary>
    private static async Task<Circuit?> OpenAsync(Wire wire, Visitor reader, Uri address)
    {
        try
        {
            return await Circuit.OpenAsync(wire, reader.Client, reader.Cookies.GetCookieHeader(address), new Uri(address, "/"), _ => { }, CancellationToken.None);
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return null;
        }
    }

    private sealed class Bounded(params (string Key, string Value)[] settings) : AppFactory(Launch.NoCompany, settings);
}
