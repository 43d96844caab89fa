using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access;

/// <summary>People, their sessions, API keys and the keys that protect cookies.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112202_create_access")]
internal sealed class CreateAccess : SqlMigration;
