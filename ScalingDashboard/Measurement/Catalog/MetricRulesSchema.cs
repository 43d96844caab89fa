using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>A metric's percentile and its own limit of coverage.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112211_metric_rules")]
public sealed class MetricRulesSchema : SqlMigration;
