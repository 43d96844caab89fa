using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What single readings of a metric may say.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("202611252003_plausible_range")]
public sealed class PlausibleRangeSchema : SqlMigration;
