using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ScalingDashboard.Features.Dashboard.Views;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Tests.Browser;

/// <summary>A board is printed and then becomes live. Between the two a reader sees nothing.</summary>
[Trait("Ring", "Browser")]
public sealed class BecomingLiveTests(BrowserFixture app) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => app.CloseAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/?period=2026-01-01..2026-03-31&compare=year")]
    [InlineData("/?quadrant=risk&panel=risk.incidents")]
    [InlineData("/?asOf=2026-01-01T00:00:00Z")]
    public async Task The_board_does_not_leave_the_page_when_it_becomes_live(string path)
    {
        var page = await app.OpenLiveAsync(path, page => page.RouteAsync("**/_blazor/negotiate*", ConnectAsync));
        (await page.EvaluateAsync<string[]>("window.gaps")).ShouldBeEmpty();
    }

    // Others save views between the two.
    private async Task ConnectAsync(IRoute connection)
    {
        var another = new Viewer("another", "Another", [Roles.Analyst]);
        await app.Services.GetRequiredService<ISavedViews>().SaveAsync(another, "Quarter", "period=90d", shared: true, CancellationToken.None);
        await connection.ContinueAsync();
    }
}
