using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class SignatureRegistrationChangeMapping
    : IEntityTypeConfiguration<SignatureRegistrationChangeEntity>
{
    public void Configure(EntityTypeBuilder<SignatureRegistrationChangeEntity> builder)
    {
        builder.ToTable("signature_registration_changes");
        builder.Property(change => change.Id).ValueGeneratedNever();
        builder
            .HasIndex(change => new { change.RegistrationId, change.Id })
            .HasDatabaseName("ix_signature_registration_changes_registration");
    }
}
