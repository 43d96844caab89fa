using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>The table of people's notes.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("202611252320_annotations")]
public sealed class AnnotationsSchema : SqlMigration;
