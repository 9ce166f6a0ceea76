using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class ChannelTestMapping : IEntityTypeConfiguration<ChannelTestEntity>
{
    public void Configure(EntityTypeBuilder<ChannelTestEntity> builder)
    {
        builder.ToTable("channel_tests");
        builder.Property(test => test.Id).ValueGeneratedNever();
        builder.Property(test => test.TakenAt).IsConcurrencyToken();
    }
}
