using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access;

/// <summary>
/// Keeps the keys that protect cookies and forms in the database: every node reads the same, and people stay signed in
/// when a machine is replaced. The interface is synchronous; it is used at start and every few weeks.
/// </summary>
internal sealed class DataProtectionKeys(IDbContextFactory<ScalingDb> databases, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return [.. db.Set<DataProtectionKey>().AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        db.Add(new DataProtectionKey
        {
            Name = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedAt = clock.GetUtcNow(),
        });
        db.SaveChanges();
    }
}

/// <summary>One key of the framework's key ring, as the framework wrote it.</summary>
internal sealed class DataProtectionKey
{
    public long Id { get; private set; }

    public required string Name { get; init; }

    public required string Xml { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class DataProtectionKeyTables : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("data_protection_keys");
        builder.Property(key => key.Id).UseIdentityAlwaysColumn();
    }
}
