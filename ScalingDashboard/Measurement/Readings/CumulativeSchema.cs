using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Counts that senders tell since their start.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112222_cumulative_series")]
public sealed class CumulativeSchema : SqlMigration;
