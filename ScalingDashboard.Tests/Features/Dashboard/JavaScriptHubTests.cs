using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>The official SignalR client for JavaScript on <c>/hubs/dashboard</c>: a snapshot, then each change; a lost connection costs
/// nothing and brings nothing twice. Its package is installed for the run.</summary>
[Trait("Ring", "Web")]
public sealed class JavaScriptHubTests : AppFactory
{
    private const string Panel = "impact.savings";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Of the one reading.
    private DateTimeOffset? _at;

    [Fact]
    public async Task A_program_holds_what_the_dashboard_shows_also_after_its_connection_was_lost()
    {
        await AddUnitAsync("FIN-DE");
        await SendAsync(1);
        await using var cable = new Cable(Address);
        using var client = await StartAsync(cable.Address);
        (await NextAsync(client, "snapshot")).GetProperty("values").GetProperty(Panel).GetDecimal().ShouldBe(1);

        var seen = new List<decimal>();
        for (var total = 2; total <= 4; total++)
        {
            await SendAsync(total);
            seen.Add(await SeeAsync(client, total));
        }
        seen.ShouldBe([2, 3, 4]);

        // What happens while it is away is in the snapshot that it gets when it is back; what comes then follows once.
        cable.Pull();
        await NextAsync(client, "lost");
        await SendAsync(5);
        await SendAsync(6);
        cable.Plug();
        (await NextAsync(client, "snapshot")).GetProperty("values").GetProperty(Panel).GetDecimal().ShouldBe(6);
        await SendAsync(7);
        (await SeeAsync(client, 7)).ShouldBe(7);

        client.StandardInput.Close();
        await client.WaitForExitAsync();
        var rest = (await client.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line));
        rest.ShouldNotContain(line => line.GetProperty("event").GetString() == "panel" && line.GetProperty("key").GetString() == Panel);
    }

    /// <summary>Waits until the client holds the value, and answers the value of the last message: nothing may come twice on the way.</summary>
    private static async Task<decimal> SeeAsync(Process client, decimal value)
    {
        var sent = new List<decimal>();
        JsonElement change;
        do
        {
            change = await NextAsync(client, "panel");
            if (change.GetProperty("key").GetString() == Panel)
                sent.Add(change.GetProperty("sent").GetDecimal());
        }
        while (change.GetProperty("key").GetString() != Panel || change.GetProperty("held").GetDecimal() != value);
        sent.Distinct().Count().ShouldBe(sent.Count);
        return sent[^1];
    }

    private static async Task<JsonElement> NextAsync(Process client, string kind)
    {
        while (true)
        {
            var line = await client.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            var said = JsonElement.Parse(line.ShouldNotBeNull("the client ended"));
            if (said.GetProperty("event").GetString() == kind)
                return said;
        }
    }

    /// <summary>One correction of the one reading: the total is what was sent last.</summary>
    private async Task SendAsync(int total)
    {
        await IngestAsync(string.Create(CultureInfo.InvariantCulture, $"metric,unit,at,value\nimpact.cost_savings.cashable,FIN-DE,{(_at ??= Clock.GetUtcNow().AddHours(-1)):yyyy-MM-ddTHH}:00:00Z,{total}"));
        await this.RolledUpAsync();
    }

    private async Task<Process> StartAsync(Uri address)
    {
        var folder = await NodeFolder.InstallAsync("hub-javascript", "Features/Dashboard/JavaScript");
        return Process.Start(new ProcessStartInfo("node", ["watch.mjs"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["SCALING"] = address.GetLeftPart(UriPartial.Authority), ["KEY"] = await CreateKeyAsync(Policies.Read), ["PERIOD"] = "30d" },
        })!;
    }
}
