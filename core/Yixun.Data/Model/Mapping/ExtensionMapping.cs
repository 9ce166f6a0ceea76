using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class ExtensionMapping : IEntityTypeConfiguration<ExtensionEntity>
{
    public void Configure(EntityTypeBuilder<ExtensionEntity> builder)
    {
        builder.ToTable("extensions");
        builder.HasKey(extension => extension.Digits);
    }
}
