using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class ChannelMinuteMapping : IEntityTypeConfiguration<ChannelMinuteEntity>
{
    public void Configure(EntityTypeBuilder<ChannelMinuteEntity> builder)
    {
        builder.ToTable("channel_minutes");
        builder.HasKey(row => new
        {
            row.ChannelId,
            row.Minute,
            row.Owner,
        });
        builder.HasIndex(row => row.Minute).HasDatabaseName("ix_channel_minutes_minute");
    }
}
