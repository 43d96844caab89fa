using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>The table that remembers what a database was first started for.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112208_demo_origin")]
public sealed class DemoOriginSchema : SqlMigration;
