using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Tables of the catalogue and the organisation.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112203_catalog")]
public sealed class CatalogSchema : SqlMigration;
