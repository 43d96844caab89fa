using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Imports;

/// <summary>The tables of uploaded files and of what their columns mean.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("202611252011_imports")]
public sealed class ImportsSchema : SqlMigration;
