using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class SignatureRegistrationMapping : IEntityTypeConfiguration<SignatureRegistrationEntity>
{
    public void Configure(EntityTypeBuilder<SignatureRegistrationEntity> builder)
    {
        builder.ToTable("signature_registrations");
        builder.Property(registration => registration.Id).ValueGeneratedNever();
        builder.Property(registration => registration.Revision).IsConcurrencyToken();
        builder
            .HasIndex(registration => new
            {
                registration.SignatureId,
                registration.Carrier,
                registration.AccessNumber,
            })
            .IsUnique()
            .HasDatabaseName("ux_signature_registrations_place");
    }
}
