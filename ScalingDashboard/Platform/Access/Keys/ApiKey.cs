using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ScalingDashboard.Platform.Access.Keys;

/// <summary>A key for a program: what it may do, and the hash by which it is recognised. The key itself is not kept.</summary>
internal sealed class ApiKey
{
    /// <summary>The public part, found in the key itself; safe to show and to log.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret part. Fast hashing is right here: the secret has 256 random bits.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Some of <see cref="Policies.All"/>.</summary>
    public required string[] Grants { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Written at most once a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public void Revoke(DateTimeOffset at) => RevokedAt = at;
}

/// <summary>How keys lie in the database.</summary>
internal sealed class ApiKeyTables : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder) => builder.ToTable("api_keys");
}
