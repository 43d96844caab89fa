using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Tables of raw readings, their revisions and the marks of buckets to roll up.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112204_readings")]
public sealed class ReadingsSchema : SqlMigration;
