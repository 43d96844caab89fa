using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Requests that have one effect, however often they are sent.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112221_idempotency_keys")]
public sealed class IdempotencySchema : SqlMigration;
