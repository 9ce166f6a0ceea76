using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class ChannelEventMapping : IEntityTypeConfiguration<ChannelEventEntity>
{
    public void Configure(EntityTypeBuilder<ChannelEventEntity> builder)
    {
        builder.ToTable("channel_events");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.ChannelId, row.Id }).HasDatabaseName("ix_channel_events_channel");
    }
}
