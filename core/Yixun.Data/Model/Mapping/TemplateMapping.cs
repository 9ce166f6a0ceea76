using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class TemplateMapping : IEntityTypeConfiguration<TemplateEntity>
{
    public void Configure(EntityTypeBuilder<TemplateEntity> builder)
    {
        builder.ToTable("templates");
        builder.Property(template => template.Variables).HasDefaultValue("[]");
        builder.Property(template => template.Revision).IsConcurrencyToken();
    }
}
