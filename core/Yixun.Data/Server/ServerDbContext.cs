using Microsoft.EntityFrameworkCore;
using Yixun.Data.Model;

namespace Yixun.Data.Server;

/// <summary>
/// The model as a database server stores it. Phones are looked up by an index on the messages: a server's buffers and
/// background writer bear keys that come in no order.
/// </summary>
internal abstract class ServerDbContext(DbContextOptions options) : YixunDbContext(options)
{
    public override IQueryable<MessageEntity> MessagesOfPhone(long phoneHash, long after = 0) =>
        Messages.Where(message => message.PhoneHash == phoneHash && message.Id > after);

    public override IQueryable<PhoneTailEntity> MessagesOfPhones(
        IReadOnlyList<long> phoneHashes,
        long after
    ) =>
        Messages
            .Where(message => phoneHashes.Contains(message.PhoneHash) && message.Id > after)
            .Select(message => new PhoneTailEntity { MessageId = message.Id, PhoneHash = message.PhoneHash });

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Ignore<PhoneTailEntity>();
        modelBuilder.Ignore<PhoneRunEntity>();
        modelBuilder.Ignore<PhoneEntryEntity>();
        modelBuilder
            .Entity<MessageEntity>()
            .HasIndex(message => new { message.PhoneHash, message.Id })
            .HasDatabaseName("ix_messages_phone");
        modelBuilder.Entity<WriterCommitEntity>(entity =>
        {
            entity.ToTable("writer_commits");
            entity.HasKey(commit => new { commit.Writer, commit.Sequence });
            entity.Property(commit => commit.Writer).HasColumnName("writer").ValueGeneratedNever();
            entity.Property(commit => commit.Sequence).HasColumnName("sequence").ValueGeneratedNever();
            entity.Property(commit => commit.WrittenAt).HasColumnName("written_at");
        });
    }
}
