using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class TemplateVersionMapping : IEntityTypeConfiguration<TemplateVersionEntity>
{
    public void Configure(EntityTypeBuilder<TemplateVersionEntity> builder)
    {
        builder.ToTable("template_versions");
        builder.HasKey(version => new { version.TemplateId, version.Version });
    }
}
