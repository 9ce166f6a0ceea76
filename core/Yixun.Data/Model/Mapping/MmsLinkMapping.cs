using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class MmsLinkMapping : IEntityTypeConfiguration<MmsLinkEntity>
{
    public void Configure(EntityTypeBuilder<MmsLinkEntity> builder)
    {
        builder.ToTable("mms_links");
        builder.HasKey(link => link.Token);
        builder.Property(link => link.Token).HasMaxLength(16);
        builder.HasIndex(link => link.MessageId).IsUnique().HasDatabaseName("ux_mms_links_message");
    }
}
