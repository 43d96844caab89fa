using System.Security.Claims;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Imports;

/// <summary>Who imports: whose files they are, under which name the readings are stored, and for which units.</summary>
internal sealed record Importer(string Id, string Source, UnitScope Scope)
{
    public static Importer Of(ClaimsPrincipal user) => new(user.Subject(), user.SourceName(), user.UnitScope());

    public IQueryable<Import> Own(IQueryable<Import> imports)
    {
        var id = Id;
        return imports.Where(i => i.Person == id);
    }
}
