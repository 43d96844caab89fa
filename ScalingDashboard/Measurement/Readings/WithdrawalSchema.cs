using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Batches that were taken back.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112214_batch_withdrawal")]
public sealed class WithdrawalSchema : SqlMigration;
