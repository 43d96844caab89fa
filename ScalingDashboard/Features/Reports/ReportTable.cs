using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Reports;

internal sealed class ReportTable : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("reports").HasKey(r => r.Id);
        builder.Property(r => r.State).HasConversion(state => state.Code(), code => ReportStates.Parse(code));
        builder.Property(r => r.Error).HasConversion(error => SentenceJson.Write(error!), kept => SentenceJson.Read(kept));
        builder.Ignore(r => r.Topic);
    }
}
