using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ScalingDashboard.Platform.Access.Sessions;

/// <summary>One signed-in browser. The cookie only names it, so a copied cookie dies with the row.</summary>
internal sealed class UserSession
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The account's security stamp at sign-in.</summary>
    public required string Stamp { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it ends if nothing more is heard of it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it ends in any case.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>How sessions lie in the database.</summary>
internal sealed class UserSessionTables : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("user_sessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
    }
}
