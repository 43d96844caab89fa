using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Puts the units and AI systems of the demo company into the catalogue.</summary>
internal sealed class DemoSeeder(DemoChoice choice, CatalogStore catalog) : ISeeder
{
    public int Order => 100;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (choice.Company is not { } company)
            return;

        await catalog.SaveUnitsAsync(company.Units.Select(u => new BusinessUnit(0, u.Code, u.Name, u.Region, u.Country)), cancellationToken);
        await catalog.SaveSystemsAsync(company.Systems.Select(s => new AiSystem(0, s.Code, s.Name, s.Function, s.Unit)), cancellationToken);
    }
}
