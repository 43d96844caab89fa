using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What new readings add to the hours that a mark names.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112601_increments")]
public sealed class IncrementSchema : SqlMigration;
