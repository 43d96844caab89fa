using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Imports;

/// <summary>Remembers for each person what the columns of a table mean, so that the same table is mapped once.</summary>
internal sealed class MappingMemory(IDbContextFactory<ScalingDb> databases, TimeProvider clock)
{
    public async Task<TableMapping?> RecallAsync(string person, TableProfile profile, CancellationToken cancellationToken)
    {
        var signature = profile.Signature;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<ImportMapping>().Where(m => m.Person == person && m.Signature == signature).Select(m => m.Mapping).SingleOrDefaultAsync(cancellationToken);
        if (known is null)
            return null;
        var mapping = TableMapping.Parse(known);
        // The headings are the same but for their case.
        foreach (var (field, source) in mapping.Fields.Where(f => f.Value.Column is not null).ToList())
            if (profile.Named.FirstOrDefault(c => c.Heading.Equals(source.Column, StringComparison.OrdinalIgnoreCase)) is { } column)
                mapping = mapping.With(field, new FieldSource(column.Heading, null));
        return mapping;
    }

    public async Task KeepAsync(string person, TableProfile profile, TableMapping mapping, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO import_mappings (person, signature, mapping, used_at) VALUES ({person}, {profile.Signature}, {mapping.ToJson()}, {clock.GetUtcNow()})
            ON CONFLICT (person, signature) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at
            """, cancellationToken);
    }
}
