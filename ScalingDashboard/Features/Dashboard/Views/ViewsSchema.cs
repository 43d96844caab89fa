using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Dashboard.Views;

/// <summary>The tables of saved views and of those that the dashboard begins with.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("202611260010_saved_views")]
public sealed class ViewsSchema : SqlMigration;
