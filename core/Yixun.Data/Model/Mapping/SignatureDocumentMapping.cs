using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class SignatureDocumentMapping : IEntityTypeConfiguration<SignatureDocumentEntity>
{
    public void Configure(EntityTypeBuilder<SignatureDocumentEntity> builder)
    {
        builder.ToTable("signature_documents");
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder
            .HasIndex(document => document.SignatureId)
            .HasDatabaseName("ix_signature_documents_signature");
    }
}
