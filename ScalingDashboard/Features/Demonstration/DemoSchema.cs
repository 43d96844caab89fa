using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Tables that remember how far a demo history is loaded.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112207_demonstration")]
public sealed class DemoSchema : SqlMigration;
