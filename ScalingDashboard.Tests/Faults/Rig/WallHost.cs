using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>What the screens of all tests of a class share (<c>IClassFixture</c>): a host that is a process of its own, a browser, a
/// sender, and what a paired screen is known by.</summary>
public sealed class WallHost : IAsyncLifetime
{
    private string _database = "";

    internal ProductHost Host { get; private set; } = null!;

    internal RigBrowser Browser { get; private set; } = null!;

    internal HttpClient Sender { get; } = new();

    internal string Token { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _database = await ScratchDatabase.CreateSeededAsync();
        Sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await FaultRig.CreateKeyAsync(_database, "feeder"));
        Token = await TokenAsync(_database);
        Host = await ProductHost.StartNewAsync(_database);
        Browser = await RigBrowser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        Sender.Dispose();
        await Host.KillAsync();
        await Host.DisposeAsync();
        await ScratchDatabase.DropAsync(_database);
    }

    // By the product's own rooms, before a host runs.
    private static async Task<string> TokenAsync(string database)
    {
        var settings = new Dictionary<string, string?> { [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = database, [Launch.CompanyKey] = Launch.NoCompany };
        await using var app = Product.Build(_ => settings, builder => builder.Logging.ClearProviders());
        return await SampleScreens.TokenAsync(app.Services);
    }
}
