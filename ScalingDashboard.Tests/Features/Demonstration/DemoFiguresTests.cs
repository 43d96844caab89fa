using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Demonstration;

/// <summary>A demo company as <c>./run --demo</c> starts it, its history loaded through the ordinary door.</summary>
public abstract class DemoInstallation : AppFactory, IAsyncLifetime
{
    private protected DemoInstallation(string company)
        : base(company) => Company = company;

    public string Company { get; }

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var progress = Services.GetRequiredService<DemoProgress>();
        var changed = new SemaphoreSlim(0);
        using var subscription = Services.GetRequiredService<LiveFeed>().Subscribe([DemoProgress.Changed], () => changed.Release());
        // Bounded by the promise for the largest company: four minutes, doubled for a busy machine.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        while (progress.Current.Stage is not (DemoStage.Quiet or DemoStage.Live))
            await changed.WaitAsync(patience.Token);
        await this.RolledUpAsync();
    }
}

/// <summary>The playbook's case studies: every figure it states, as the product's own API answers it.</summary>
[Trait("Ring", "Web")]
public abstract class DemoFiguresTests<T>(T demo)
    where T : DemoInstallation
{
    [Fact]
    public async Task The_api_answers_every_figure_of_the_case_study()
    {
        var figures = File.ReadAllLines(Path.Combine(Checkout.Root, "seed-data", "demo", demo.Company, "figures.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        figures.ShouldNotBeEmpty();
        foreach (var figure in figures)
        {
            var answer = await demo.GetAsync($"/api/v1/dashboard?period={figure[1]}");
            var value = Figures(answer).Single(f => f.GetProperty("metric").GetString() == figure[0]).GetProperty("value").GetDecimal();
            value.ShouldBe(Number(figure[2]), Number(figure[3]), figure[0]);
        }
    }

    [Fact]
    public async Task Every_panel_has_its_headline_and_three_supporting_figures()
    {
        var panels = Panels(await demo.GetAsync("/api/v1/dashboard")).ToList();
        panels.Count.ShouldBe(16);
        foreach (var panel in panels)
        {
            panel.GetProperty("headline").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Number, panel.GetProperty("key").GetString());
            panel.GetProperty("supporting").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
        }
        panels.Select(p => p.GetProperty("headline").GetProperty("status").GetString()).Distinct().Count().ShouldBeGreaterThan(1, "a real company is not on track everywhere");
    }

    private static IEnumerable<JsonElement> Panels(JsonElement dashboard) =>
        dashboard.GetProperty("quadrants").EnumerateArray().SelectMany(q => q.GetProperty("panels").EnumerateArray());

    private static IEnumerable<JsonElement> Figures(JsonElement dashboard) =>
        Panels(dashboard).SelectMany(p => p.GetProperty("supporting").EnumerateArray().Prepend(p.GetProperty("headline")));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class SoftwareFiguresTests(SoftwareFiguresTests.Demo demo) : DemoFiguresTests<SoftwareFiguresTests.Demo>(demo), IClassFixture<SoftwareFiguresTests.Demo>
{
    public sealed class Demo() : DemoInstallation("software");
}

public sealed class HealthcareFiguresTests(HealthcareFiguresTests.Demo demo) : DemoFiguresTests<HealthcareFiguresTests.Demo>(demo), IClassFixture<HealthcareFiguresTests.Demo>
{
    public sealed class Demo() : DemoInstallation("healthcare");
}

public sealed class ManufacturingFiguresTests(ManufacturingFiguresTests.Demo demo) : DemoFiguresTests<ManufacturingFiguresTests.Demo>(demo), IClassFixture<ManufacturingFiguresTests.Demo>
{
    public sealed class Demo() : DemoInstallation("manufacturing");
}
