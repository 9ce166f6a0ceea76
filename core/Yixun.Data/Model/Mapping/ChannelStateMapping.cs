using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class ChannelStateMapping : IEntityTypeConfiguration<ChannelStateEntity>
{
    public void Configure(EntityTypeBuilder<ChannelStateEntity> builder)
    {
        builder.ToTable("channel_states");
        builder.HasKey(row => new { row.ChannelId, row.Owner });
    }
}
