using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Reports;

/// <summary>The table of reports and their files.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112206_reports")]
public sealed class ReportsSchema : SqlMigration;
