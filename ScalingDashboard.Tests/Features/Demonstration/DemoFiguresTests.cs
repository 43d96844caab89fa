using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Demonstration;

/// <summary>A demo company with the readings that its figures rest on, and with all readings of its last hundred days, sent through the
/// ordinary door: a third of the work of its whole history.</summary>
public abstract class DemoInstallation : AppFactory, IAsyncLifetime
{
    // The figures are those of twelve months; a hundred days have a report of every quarterly metric.
    private protected const int Months = 13;
    private const int WholeDays = 100;

    private const int DaysOfBatch = 20;

    private protected DemoInstallation(string company)
        : base(company) => Company = company;

    public string Company { get; }

    private protected DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await FillAsync();
        await this.RolledUpAsync();
    }

    private protected override void Arrange(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(DemoRunner)));

    private protected virtual async Task FillAsync()
    {
        var (company, current) = (DemoCompanies.Read(Company), Services.GetRequiredService<MetricCatalog>().Current);
        var sender = Services.GetRequiredService<DemoSender>();
        var history = new DemoHistory(company, current.Metrics, current.Functions, current.Waves, Today);
        var figures = company.Figures.Select(figure => current.FindMetric(figure.Metric)!).ToList();
        var needed = figures.Concat(figures.SelectMany(metric => current.InputsOf(metric, Today))).Select(metric => metric.Key).ToHashSet();
        foreach (var days in Days().Chunk(DaysOfBatch))
            await sender.SendAsync(DemoSender.History, [.. days.SelectMany(day => history.Day(day, DateTimeOffset.MinValue, Clock.GetUtcNow())
                .Where(reading => day > Today.AddDays(-WholeDays) || needed.Contains(reading.Metric.Key)))], CancellationToken.None);

        IEnumerable<DateOnly> Days()
        {
            for (var day = Today.AddMonths(-Months); day <= Today; day = day.AddDays(1))
                yield return day;
        }
    }
}

/// <summary>A demo company as <c>./run --demo</c> starts it: its history comes by itself, newest days first. Waited for as far back as
/// the figures of the case studies reach.</summary>
public abstract class LoadedInstallation : DemoInstallation
{
    private protected LoadedInstallation(string company)
        : base(company)
    {
    }

    private protected override void Arrange(IServiceCollection services)
    {
    }

    private protected override async Task FillAsync()
    {
        var progress = Services.GetRequiredService<DemoProgress>();
        var changed = new SemaphoreSlim(0);
        using var subscription = Services.GetRequiredService<LiveFeed>().Subscribe([DemoProgress.Changed], () => changed.Release());
        // Bounded by the promise for the largest company: four minutes, doubled for a busy machine.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        while (progress.Current.Stage is not (DemoStage.Quiet or DemoStage.Live) && !(progress.Current.ReachedBack <= Today.AddMonths(-Months)))
            await changed.WaitAsync(patience.Token);
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
    public sealed class Demo() : LoadedInstallation("software");
}

public sealed class HealthcareFiguresTests(HealthcareFiguresTests.Demo demo) : DemoFiguresTests<HealthcareFiguresTests.Demo>(demo), IClassFixture<HealthcareFiguresTests.Demo>
{
    public sealed class Demo() : DemoInstallation("healthcare");
}

public sealed class ManufacturingFiguresTests(ManufacturingFiguresTests.Demo demo) : DemoFiguresTests<ManufacturingFiguresTests.Demo>(demo), IClassFixture<ManufacturingFiguresTests.Demo>
{
    public sealed class Demo() : DemoInstallation("manufacturing");
}
