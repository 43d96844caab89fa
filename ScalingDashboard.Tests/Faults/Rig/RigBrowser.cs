using System.Globalization;
using System.Text;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>What rigs with a browser share: how it is started, and the reading that changes the number it shows.</summary>
internal static class RigBrowser
{
    public static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task SendReadingAsync(HttpClient sender, ProductHost host)
    {
        var csv = string.Create(CultureInfo.InvariantCulture,
            $"metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,{FaultRig.Unit},,{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ},7,,{Guid.CreateVersion7():N}\n");
        using (var content = new StringContent(csv, Encoding.UTF8, "text/csv"))
        using (var answer = await sender.PostAsync(new Uri(host.Address, "/api/v1/readings"), content))
            answer.EnsureSuccessStatusCode();
    }
}
