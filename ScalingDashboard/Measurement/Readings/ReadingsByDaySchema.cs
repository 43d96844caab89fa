using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Readings keyed by day first, revisions that name their batches, marks in two lanes.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112209_readings_by_day")]
public sealed class ReadingsByDaySchema : SqlMigration;
