using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What the catalogue and the organisation said before, and since when.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112212_catalog_history")]
public sealed class CatalogHistorySchema : SqlMigration;
