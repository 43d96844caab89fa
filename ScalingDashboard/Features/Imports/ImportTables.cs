using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Imports;

internal sealed class ImportTable : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports").HasKey(i => i.Id);
        builder.Property(i => i.State).HasConversion(state => state.Code(), code => ImportStates.Parse(code));
        builder.Property(i => i.Error).HasConversion(error => SentenceJson.Write(error!), kept => SentenceJson.Read(kept));
    }
}

internal sealed class ImportMappingTable : IEntityTypeConfiguration<ImportMapping>
{
    public void Configure(EntityTypeBuilder<ImportMapping> builder) => builder.ToTable("import_mappings").HasKey(m => new { m.Person, m.Signature });
}

/// <summary>What the columns of a table meant when a person last said so.</summary>
/// <param name="Signature">Of the table's headings.</param>
/// <param name="Mapping">As JSON.</param>
public sealed record ImportMapping(string Person, string Signature, string Mapping, DateTimeOffset UsedAt);
