using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class MmsFallbackMapping : IEntityTypeConfiguration<MmsFallbackEntity>
{
    public void Configure(EntityTypeBuilder<MmsFallbackEntity> builder)
    {
        builder.ToTable("mms_fallbacks");
        builder.HasKey(fallback => fallback.BatchId);
        builder.Property(fallback => fallback.BatchId).ValueGeneratedNever();
    }
}
