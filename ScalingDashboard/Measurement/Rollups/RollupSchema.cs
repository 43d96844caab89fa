using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Tables of hour and day buckets and of their versions.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112205_rollups")]
public sealed class RollupSchema : SqlMigration;
