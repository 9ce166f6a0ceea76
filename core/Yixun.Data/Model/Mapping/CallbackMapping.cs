using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yixun.Data.Model.Mapping;

internal sealed class CallbackMapping : IEntityTypeConfiguration<CallbackEntity>
{
    public void Configure(EntityTypeBuilder<CallbackEntity> builder)
    {
        builder.ToTable("callbacks");
        builder.Property(callback => callback.Id).ValueGeneratedNever();
        builder
            .HasIndex(callback => new
            {
                callback.SubjectId,
                callback.SystemId,
                callback.Kind,
            })
            .IsUnique()
            .HasDatabaseName("ux_callbacks_subject");
        builder
            .HasIndex(callback => new { callback.SystemId, callback.NextTryAt })
            .HasFilter("state = 0")
            .HasDatabaseName("ix_callbacks_due");
        builder
            .HasIndex(callback => new { callback.State, callback.Id })
            .HasDatabaseName("ix_callbacks_state");
    }
}
