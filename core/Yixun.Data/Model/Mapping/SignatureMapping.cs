using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class SignatureMapping : IEntityTypeConfiguration<SignatureEntity>
{
    public void Configure(EntityTypeBuilder<SignatureEntity> builder)
    {
        builder.ToTable("signatures");
        builder.Property(signature => signature.Id).ValueGeneratedNever();
        builder.Property(signature => signature.Revision).IsConcurrencyToken();
        builder.HasIndex(signature => signature.Text).IsUnique().HasDatabaseName("ux_signatures_text");
    }
}
