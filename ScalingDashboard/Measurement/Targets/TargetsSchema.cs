using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>The table of targets for spans of days.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("202611260110_targets")]
public sealed class TargetsSchema : SqlMigration;
