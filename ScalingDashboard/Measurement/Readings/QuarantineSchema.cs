using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Readings that were set aside, and what came in from whom, by the hour.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("202611252011_quarantine")]
public sealed class QuarantineSchema : SqlMigration;
