using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What roll-ups said before, and from which pass to which: figures as known at any moment.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112210_rollup_history")]
public sealed class RollupHistorySchema : SqlMigration;
