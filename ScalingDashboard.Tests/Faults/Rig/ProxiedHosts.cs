using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>What all tests of a class share (<c>IClassFixture</c>): two hosts on one database behind a proxy, a browser in which somebody
/// signed in through it, and a sender that goes past it.</summary>
public sealed class ProxiedHosts : IAsyncLifetime
{
    private const string Email = "leader@example.com";
    private const string Password = "four words on paper";

    private string _database = "";
    private RigBrowser _browser = null!;

    internal IReadOnlyList<ProductHost> Hosts { get; private set; } = [];

    internal StickyProxy Proxy { get; private set; } = null!;

    internal IBrowserContext Person { get; private set; } = null!;

    internal HttpClient Sender { get; } = new();

    public async Task InitializeAsync()
    {
        _database = await ScratchDatabase.CreateSeededAsync();
        Sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await FaultRig.CreateKeyAsync(_database, "feeder"));
        var once = await PersonAsync();
        Hosts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ProductHost.StartNewAsync(_database, ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"))));
        Proxy = await StickyProxy.StartAsync([.. Hosts.Select(host => host.Address)]);
        _browser = await RigBrowser.StartAsync();
        Person = await _browser.OpenAsync(Proxy.Address);
        await SignInAsync(once);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await Proxy.DisposeAsync();
        Sender.Dispose();
        foreach (var host in Hosts)
        {
            await host.KillAsync();
            await host.DisposeAsync();
        }
        await ScratchDatabase.DropAsync(_database);
    }

    private async Task SignInAsync(string once)
    {
        var page = await Person.NewPageAsync();
        await page.GotoAsync("/");
        await FillAsync(("Name", Email), ("Password", once));
        await page.GetByTestId("sign-in").ClickAsync();
        await FillAsync(("Present", once), ("Next", Password), ("Repeated", Password));
        await page.GetByTestId("change-password").ClickAsync();
        await page.Locator(ProxyRig.Number).WaitForAsync();
        await page.CloseAsync();

        async Task FillAsync(params (string Name, string Value)[] fields)
        {
            foreach (var (name, value) in fields)
                await page.Locator($"input[name='Form.{name}']").FillAsync(value);
        }
    }

    /// <summary>The one-time password of a new leader.</summary>
    private async Task<string> PersonAsync()
    {
        var settings = new Dictionary<string, string?> { [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = _database, [Launch.CompanyKey] = Launch.NoCompany };
        await using var app = Product.Build(_ => settings, builder => builder.Logging.ClearProviders());
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAccessCommands>().CreateUserAsync(Email, Roles.Leader, [], CancellationToken.None);
    }
}
