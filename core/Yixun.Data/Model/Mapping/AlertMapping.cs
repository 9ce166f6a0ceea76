using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class AlertMapping : IEntityTypeConfiguration<AlertEntity>
{
    public void Configure(EntityTypeBuilder<AlertEntity> builder)
    {
        builder.ToTable("alerts");
        builder.Property(alert => alert.Id).ValueGeneratedNever();
        builder
            .HasIndex(alert => new { alert.Kind, alert.ChannelId })
            .IsUnique()
            .HasFilter("cleared_at IS NULL")
            .HasDatabaseName("ux_alerts_open");
    }
}
