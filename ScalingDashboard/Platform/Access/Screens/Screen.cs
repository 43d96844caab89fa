using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>A screen on a wall that a person paired. It sees what that person may see now, or less, and lives until it is revoked.</summary>
internal sealed class Screen
{
    /// <summary>The public part, found in the token itself; safe to show and to log.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The account that answers for it. What this person loses, the screen loses.</summary>
    public required Guid PairedBy { get; init; }

    /// <summary>Codes of the units it shows; empty means all that the person may see.</summary>
    public required string[] Units { get; init; }

    /// <summary>The query string of what it shows when its address says nothing else.</summary>
    public required string View { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of its secret; null until the screen has fetched it.</summary>
    public byte[]? Hash { get; init; }

    public DateTimeOffset? HashAt { get; init; }

    /// <summary>The secret that was given out to take the place of the present one, and has not been seen yet.</summary>
    public byte[]? NextHash { get; init; }

    /// <summary>Written at most once a minute.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>The build of the product that it showed then.</summary>
    public string? Version { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>How screens lie in the database.</summary>
internal sealed class ScreenTables : IEntityTypeConfiguration<Screen>
{
    public void Configure(EntityTypeBuilder<Screen> builder) => builder.ToTable("screens");
}
