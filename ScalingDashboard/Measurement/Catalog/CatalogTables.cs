using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ScalingDashboard.Measurement.Catalog;

internal sealed class MetricTable : IEntityTypeConfiguration<Metric>
{
    public void Configure(EntityTypeBuilder<Metric> builder)
    {
        builder.ToTable("metrics").HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedOnAdd();
        builder.Property(m => m.Rollup).HasConversion(rule => rule.Code(), text => RollupRules.Parse(text));
        builder.Property(m => m.Direction).HasConversion<string>();
        builder.Property(m => m.Cadence).HasConversion<string>();
        builder.Property(m => m.Expected).HasConversion<string>();
        builder.Property(m => m.Earlier).IsJson();
        builder.Property(m => m.Baseline).IsJson();
        builder.Ignore(m => m.Definition).Ignore(m => m.HasLimits);
    }
}

internal sealed class TrajectoryTable : IEntityTypeConfiguration<Trajectory>
{
    public void Configure(EntityTypeBuilder<Trajectory> builder)
    {
        builder.ToTable("metric_targets").HasKey(t => t.Key);
        builder.Property(t => t.Spans).IsJson();
    }
}

internal sealed class BusinessUnitTable : IEntityTypeConfiguration<BusinessUnit>
{
    public void Configure(EntityTypeBuilder<BusinessUnit> builder)
    {
        builder.ToTable("business_units").HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedOnAdd();
    }
}

internal sealed class AiSystemTable : IEntityTypeConfiguration<AiSystem>
{
    public void Configure(EntityTypeBuilder<AiSystem> builder)
    {
        builder.ToTable("ai_systems").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedOnAdd();
    }
}

internal sealed class BusinessFunctionTable : IEntityTypeConfiguration<BusinessFunction>
{
    public void Configure(EntityTypeBuilder<BusinessFunction> builder) =>
        builder.ToTable("business_functions").HasKey(f => f.Code);
}

internal sealed class ScalingWaveTable : IEntityTypeConfiguration<ScalingWave>
{
    public void Configure(EntityTypeBuilder<ScalingWave> builder)
    {
        builder.ToTable("scaling_waves").HasKey(w => w.Number);
        builder.Property(w => w.Number).ValueGeneratedNever();
    }
}

internal sealed class OutcomeTable : IEntityTypeConfiguration<Outcome>
{
    public void Configure(EntityTypeBuilder<Outcome> builder) => builder.ToTable("outcomes").HasKey(o => o.Key);
}

internal sealed class ScalingKpiTable : IEntityTypeConfiguration<ScalingKpi>
{
    public void Configure(EntityTypeBuilder<ScalingKpi> builder) => builder.ToTable("scaling_kpis").HasKey(k => k.Key);
}

internal static class JsonColumns
{
    /// <summary>A value that is kept as a document: immutable, and equal by what is in it.</summary>
    public static void IsJson<T>(this PropertyBuilder<T> property) => property.HasColumnType("jsonb").HasConversion(
        value => CatalogJson.Write(value), json => CatalogJson.Read<T>(json),
        new ValueComparer<T>((a, b) => Equals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));
}
