using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>Screens on walls, and the codes by which they are paired.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("202611260400_screens")]
internal sealed class CreateScreens : SqlMigration;
