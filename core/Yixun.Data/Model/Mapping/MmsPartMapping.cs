using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class MmsPartMapping : IEntityTypeConfiguration<MmsPartEntity>
{
    public void Configure(EntityTypeBuilder<MmsPartEntity> builder)
    {
        builder.ToTable("mms_parts");
        builder.Property(part => part.Id).ValueGeneratedNever();
        builder
            .HasIndex(part => new { part.BatchId, part.Position })
            .IsUnique()
            .HasDatabaseName("ux_mms_parts_position");
    }
}
