using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Where to look for restatements.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112220_restatement_marks")]
public sealed class RestatementMarksSchema : SqlMigration;
