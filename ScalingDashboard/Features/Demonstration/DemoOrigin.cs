using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Keeps demo companies out of databases that are somebody's own or another demo's. Goes before every other
/// seeder: a start that is refused must not have changed the catalogue.</summary>
internal sealed class DemoOrigin(IOptions<DemonstrationOptions> options, DemoStore store) : ISeeder
{
    public int Order => -100;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var company = options.Value.Company;
        var first = await store.ClaimAsync(company, cancellationToken);
        // Leaving the demo behind is allowed: what it wrote stays, and its people go.
        if (company == first || company == DemonstrationOptions.None)
            return;
        throw new StartRefused(first == DemonstrationOptions.None
            ? $"This database was first started without a demo company, so its figures are somebody's own. Start with --demo none, or use another database for '{company}'."
            : $"This database holds the demo company '{first}'. Start with --demo {first}, or use another database for '{company}'.");
    }
}
