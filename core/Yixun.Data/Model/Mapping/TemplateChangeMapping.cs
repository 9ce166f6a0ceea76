using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class TemplateChangeMapping : IEntityTypeConfiguration<TemplateChangeEntity>
{
    public void Configure(EntityTypeBuilder<TemplateChangeEntity> builder)
    {
        builder.ToTable("template_changes");
        builder.Property(change => change.Id).ValueGeneratedNever();
        builder
            .HasIndex(change => new { change.TemplateId, change.Id })
            .HasDatabaseName("ix_template_changes_template");
    }
}
