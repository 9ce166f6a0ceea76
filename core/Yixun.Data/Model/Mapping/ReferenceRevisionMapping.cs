using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class ReferenceRevisionMapping : IEntityTypeConfiguration<ReferenceRevisionEntity>
{
    public void Configure(EntityTypeBuilder<ReferenceRevisionEntity> builder)
    {
        builder.ToTable("reference_revisions");
        builder.HasKey(revision => revision.Name);
        builder.Property(revision => revision.Revision).IsConcurrencyToken();
    }
}
