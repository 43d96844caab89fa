using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Tests.Features.Demonstration;

[Trait("Ring", "Unit")]
public sealed class DemoFilesTests
{
    public static readonly TheoryData<string> Companies = ["software", "healthcare", "manufacturing"];

    [Fact]
    public void The_software_company_has_52_units_in_30_countries()
    {
        var company = DemoCompanies.Read("software");

        company.Units.Count.ShouldBe(52);
        company.Units.DistinctBy(u => u.Country).Count().ShouldBe(30);
        company.Units.ShouldContain(u => u.Code == "FIN-DE");
        company.Systems.ShouldContain(s => s.Code == "invoice-matching");
    }

    [Fact]
    public void The_healthcare_network_has_25_hospitals_and_200_clinics()
    {
        var units = DemoCompanies.Read("healthcare").Units;

        units.Count(u => u.Code.StartsWith("HOS-", StringComparison.Ordinal)).ShouldBe(25);
        units.Count(u => u.Code.StartsWith("CLN-", StringComparison.Ordinal)).ShouldBe(200);
        units.Count.ShouldBe(225);
    }

    [Fact]
    public void The_manufacturer_has_300_facilities() => DemoCompanies.Read("manufacturing").Units.Count.ShouldBe(300);

    [Fact]
    public void The_software_company_uses_systems_of_every_function() =>
        DemoCompanies.Read("software").Systems.Select(s => s.Function).Distinct().ShouldBe(DemoCompanies.Catalog.Functions.Select(f => f.Code), ignoreOrder: true);

    [Theory, MemberData(nameof(Companies))]
    public void Every_metric_on_a_panel_is_reported(string name)
    {
        var company = DemoCompanies.Read(name);
        var placed = DemoCatalogAdaptation.Apply(company.Adaptations, DemoCompanies.Catalog.Metrics).Where(m => m.Rank is not null).ToList();

        placed.Count.ShouldBe(Quadrants.Panels.Count * 4);
        placed.Select(m => m.Key).Except(company.Profiles.Select(p => p.Metric)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Companies))]
    public void Every_figure_of_the_playbook_is_on_a_panel(string name)
    {
        var company = DemoCompanies.Read(name);
        var metrics = DemoCatalogAdaptation.Apply(company.Adaptations, DemoCompanies.Catalog.Metrics);

        company.Figures.ShouldAllBe(f => metrics.Single(m => m.Key == f.Metric).Rank != null);
    }
}
