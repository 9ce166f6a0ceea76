using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class AutoReplyMapping : IEntityTypeConfiguration<AutoReplyEntity>
{
    public void Configure(EntityTypeBuilder<AutoReplyEntity> builder)
    {
        builder.ToTable("auto_replies");
        builder.Property(reply => reply.Id).ValueGeneratedNever();
        builder
            .HasIndex(reply => new { reply.PhoneHash, reply.CreatedAt })
            .HasDatabaseName("ix_auto_replies_phone");
        builder.HasIndex(reply => reply.Id).HasFilter("state = 0").HasDatabaseName("ix_auto_replies_pending");
    }
}
