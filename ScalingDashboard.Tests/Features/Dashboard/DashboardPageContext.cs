using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Features.Dashboard.DrillDown;
using ScalingDashboard.Features.Dashboard.Views;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>The dashboard page for somebody who may read all units, with everything it asks for. A test that registers snapshots of its
/// own is shown those.</summary>
public abstract class DashboardPageContext : BunitContext
{
    // A busy machine is slow, and a test that waits for what comes is done when it has come.
    static DashboardPageContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(15);

    private protected DashboardPageContext()
    {
        var catalog = new MetricCatalog();
        catalog.Replace(Samples.Catalog());
        Services.AddSingleton<IDashboardSnapshots>(Snapshots);
        Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Feed).AddSingleton(catalog).AddSingleton<AgeTicker>().AddSingleton<SharedDrawings>().AddSingleton<DrawingTurns>().AddSingleton<FocusGiver>().AddSingleton<PacedSnapshots>().AddSingleton<IPassWaits, NoWaits>().AddSingleton<LiveLatency>().AddMetrics()
            .AddSingleton<IPanelRestatements>(Restatements).AddSingleton<IMetricReader>(Reader).AddSingleton<ISavedViews>(Views)
            .AddSingleton(new ReportingCalendar(Options.Create(new ReportingOptions()), Clock));
        AddAuthorization().SetAuthorized("reader").SetClaims(new Claim(AccessClaims.Units, UnitScope.All.ToString()));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private protected FixedSnapshots Snapshots { get; } = new();

    private protected FakeClock Clock { get; } = new();

    private protected LiveFeed Feed { get; } = new();

    private protected SampleRestatements Restatements { get; } = new();

    private protected NoMetricReader Reader { get; } = new();

    private protected SampleViews Views { get; } = new();

    private protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private protected AgeTicker Ticker => Services.GetRequiredService<AgeTicker>();

    /// <summary>Opens the picker of a label. A click that comes while the page is being drawn is queued, so what it opens is
    /// waited for.</summary>
    private protected static void OpenPicker(IRenderedComponent<DashboardPage> page, string label)
    {
        page.FindAll(".picker .open").Single(b => b.TextContent.Contains(label, StringComparison.Ordinal)).Click();
        page.WaitForElement(".picker .list");
    }

    /// <summary>Until the page has loaded once more.</summary>
    private protected Task NextLoadAsync() => Snapshots.Counter.NextAsync(Clock);

    private protected IRenderedComponent<DashboardPage> RenderWith(Figure market)
    {
        Snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", market);
        return Render<DashboardPage>();
    }

    private protected static IElement Panel(IRenderedComponent<DashboardPage> page, string key) => page.Find($"[data-panel='{key}']");

    /// <summary>What a reader reads: without the words for screen readers only, and with plain spaces.</summary>
    private protected static string Plain(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var hidden in copy.QuerySelectorAll(".sr-only, .share"))
            hidden.Remove();
        var text = copy.TextContent.Replace(Formatting.Thin, ' ').Replace(Formatting.Minus, '-');
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A host that knows nothing of passes: nothing is measured.</summary>
    private sealed class NoWaits : IPassWaits
    {
        public long Newest => 0;

        public DateTimeOffset? WaitingSince(long after, long until) => null;
    }
}
