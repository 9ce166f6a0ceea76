using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class InboundPartMapping : IEntityTypeConfiguration<InboundPartEntity>
{
    public void Configure(EntityTypeBuilder<InboundPartEntity> builder)
    {
        builder.ToTable("inbound_parts");
        builder.Property(part => part.Id).ValueGeneratedNever();
        builder
            .HasIndex(part => new { part.InboundMessageId, part.Position })
            .IsUnique()
            .HasDatabaseName("ux_inbound_parts_position");
    }
}
