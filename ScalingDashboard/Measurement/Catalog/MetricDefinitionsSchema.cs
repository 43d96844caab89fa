using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What a metric meant before and since when it means what it does; formulas over other metrics.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112212_metric_definitions")]
public sealed class MetricDefinitionsSchema : SqlMigration;
