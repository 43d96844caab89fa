using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>How long readings waited for their pass.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112600_rollup_wait")]
public sealed class RollupWaitSchema : SqlMigration;
