using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog.Seed;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>The demo company of this installation, read from its files once.</summary>
internal sealed class DemoChoice
{
    private readonly Lazy<DemoCompany?> _company;

    public DemoChoice(IOptions<DemonstrationOptions> options, IOptions<SeedOptions> seed)
    {
        _company = new Lazy<DemoCompany?>(() => options.Value.IsActive
            ? DemoFiles.Read(seed.Value, options.Value.Company, CatalogFiles.Read(seed.Value))
            : null);
    }

    /// <summary>Null: this is no demo installation.</summary>
    /// <exception cref="Platform.Data.StartRefused">A file of the company is malformed.</exception>
    public DemoCompany? Company => _company.Value;
}
