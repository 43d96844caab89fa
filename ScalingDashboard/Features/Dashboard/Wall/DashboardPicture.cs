using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard.Wall;

/// <summary>The board as it hangs on a wall.</summary>
internal sealed class DashboardPicture(MetricCatalog catalog, ReportingCalendar calendar) : IWallPicture
{
    public Type Component => typeof(WallBoard);

    public void Check(string query, UnitScope scope)
    {
        var asked = WallShow.Parse(query, scope).Query;
        catalog.Current.Resolve(asked.Filter, asked.Scope);
        Period.Parse(asked.Period, calendar.Today, calendar.Fiscal).Against(asked.Compare);
    }
}
