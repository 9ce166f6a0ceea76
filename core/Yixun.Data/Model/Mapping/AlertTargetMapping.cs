using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class AlertTargetMapping : IEntityTypeConfiguration<AlertTargetEntity>
{
    public void Configure(EntityTypeBuilder<AlertTargetEntity> builder)
    {
        builder.ToTable("alert_targets");
        builder.Property(target => target.Id).ValueGeneratedNever();
    }
}
