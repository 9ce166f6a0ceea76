using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class AlertDeliveryMapping : IEntityTypeConfiguration<AlertDeliveryEntity>
{
    public void Configure(EntityTypeBuilder<AlertDeliveryEntity> builder)
    {
        builder.ToTable("alert_deliveries");
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.HasIndex(delivery => delivery.AlertId).HasDatabaseName("ix_alert_deliveries_alert");
        builder
            .HasIndex(delivery => delivery.NextTryAt)
            .HasFilter("next_try_at IS NOT NULL")
            .HasDatabaseName("ix_alert_deliveries_next_try");
    }
}
