using Microsoft.EntityFrameworkCore;

namespace ScalingDashboard.Platform.Data;

/// <summary>
/// The unit of work. It names no table: every room maps its own entities with <c>IEntityTypeConfiguration</c>, found
/// here by scan, so the database compiles without knowing a single feature. Use <c>db.Set&lt;T&gt;()</c>.
/// </summary>
public sealed class ScalingDb(DbContextOptions<ScalingDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ScalingDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name) => string.Concat(
        name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
