using System.Security.Claims;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Reports;

/// <summary>Who asks for reports: whose they are, and how much that caller may see now.</summary>
internal sealed record ReportAsker(string Id, UnitScope Scope)
{
    public static ReportAsker Of(ClaimsPrincipal user) => new(user.Subject(), user.UnitScope());

    /// <summary>The reports this caller finds: the own ones, as long as their figures may still be seen.</summary>
    public IQueryable<Report> Own(IQueryable<Report> reports)
    {
        var (id, scope, all) = (Id, Scope.ToString(), Scope.IsAll);
        return reports.Where(r => r.RequestedBy == id && (all || r.Scope == scope));
    }
}
