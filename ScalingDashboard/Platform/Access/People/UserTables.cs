using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ScalingDashboard.Platform.Access.People;

/// <summary>How accounts lie in the database.</summary>
internal sealed class UserTables : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("user_accounts");
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.Xmin).IsRowVersion();
        builder.Ignore(user => user.Scope);
    }
}
