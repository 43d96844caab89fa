using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ScalingDashboard.Features.Reports;

internal sealed class ReportTable : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("reports").HasKey(r => r.Id);
        builder.Property(r => r.State).HasConversion(state => state.Code(), code => ReportStates.Parse(code));
        builder.Ignore(r => r.Topic);
    }
}
