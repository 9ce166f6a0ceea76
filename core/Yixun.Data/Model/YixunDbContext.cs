using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Yixun.Data.Model;

/// <summary>
/// The platform's one model. Times are stored as Unix milliseconds, enums as numbers. The hot tables (messages, segments,
/// batches, keys) are written through <see cref="Store.IMessageStore"/>; everything is read through this.
/// </summary>
public class YixunDbContext : DbContext
{
    private readonly IWriteGate? _gate;

    public YixunDbContext(DbContextOptions<YixunDbContext> options)
        : base(options) { }

    internal YixunDbContext(DbContextOptions<YixunDbContext> options, IWriteGate gate)
        : base(options) => _gate = gate;

    /// <summary>For a provider whose mapping differs.</summary>
    protected YixunDbContext(DbContextOptions options)
        : base(options) { }

    public DbSet<MessageEntity> Messages => Set<MessageEntity>();

    public DbSet<BatchEntity> Batches => Set<BatchEntity>();

    public DbSet<MessageSegmentEntity> MessageSegments => Set<MessageSegmentEntity>();

    public DbSet<ClientKeyEntity> ClientKeys => Set<ClientKeyEntity>();

    public DbSet<ParkedReportEntity> ParkedReports => Set<ParkedReportEntity>();

    public DbSet<PhoneTailEntity> PhoneTail => Set<PhoneTailEntity>();

    public DbSet<PhoneRunEntity> PhoneRuns => Set<PhoneRunEntity>();

    public DbSet<PhoneEntryEntity> PhoneEntries => Set<PhoneEntryEntity>();

    public DbSet<InboundMessageEntity> InboundMessages => Set<InboundMessageEntity>();

    public DbSet<InboundSegmentEntity> InboundSegments => Set<InboundSegmentEntity>();

    public DbSet<InboundPartEntity> InboundParts => Set<InboundPartEntity>();

    public DbSet<MmsPartEntity> MmsParts => Set<MmsPartEntity>();

    public DbSet<MmsFallbackEntity> MmsFallbacks => Set<MmsFallbackEntity>();

    public DbSet<MmsLinkEntity> MmsLinks => Set<MmsLinkEntity>();

    public DbSet<ConnectedSystemEntity> ConnectedSystems => Set<ConnectedSystemEntity>();

    public DbSet<BlockedPhoneEntity> BlockedPhones => Set<BlockedPhoneEntity>();

    public DbSet<OptOutEntity> OptOuts => Set<OptOutEntity>();

    public DbSet<NumberSegmentEntity> NumberSegments => Set<NumberSegmentEntity>();

    public DbSet<PortedNumberEntity> PortedNumbers => Set<PortedNumberEntity>();

    public DbSet<TemplateEntity> Templates => Set<TemplateEntity>();

    public DbSet<TemplateVersionEntity> TemplateVersions => Set<TemplateVersionEntity>();

    public DbSet<TemplateChangeEntity> TemplateChanges => Set<TemplateChangeEntity>();

    public DbSet<SignatureEntity> Signatures => Set<SignatureEntity>();

    public DbSet<SignatureRegistrationEntity> SignatureRegistrations => Set<SignatureRegistrationEntity>();

    public DbSet<SignatureRegistrationChangeEntity> SignatureRegistrationChanges =>
        Set<SignatureRegistrationChangeEntity>();

    public DbSet<SignatureDocumentEntity> SignatureDocuments => Set<SignatureDocumentEntity>();

    public DbSet<ReferenceRevisionEntity> ReferenceRevisions => Set<ReferenceRevisionEntity>();

    public DbSet<ChannelEntity> Channels => Set<ChannelEntity>();

    public DbSet<ChannelEventEntity> ChannelEvents => Set<ChannelEventEntity>();

    public DbSet<ChannelMinuteEntity> ChannelMinutes => Set<ChannelMinuteEntity>();

    public DbSet<ChannelStateEntity> ChannelStates => Set<ChannelStateEntity>();

    public DbSet<RouteRuleEntity> RouteRules => Set<RouteRuleEntity>();

    public DbSet<AlertEntity> Alerts => Set<AlertEntity>();

    public DbSet<AlertTargetEntity> AlertTargets => Set<AlertTargetEntity>();

    public DbSet<AlertDeliveryEntity> AlertDeliveries => Set<AlertDeliveryEntity>();
    public DbSet<ExtensionEntity> Extensions => Set<ExtensionEntity>();

    public DbSet<ReplyRuleEntity> ReplyRules => Set<ReplyRuleEntity>();

    public DbSet<AutoReplyEntity> AutoReplies => Set<AutoReplyEntity>();

    public DbSet<CallbackEntity> Callbacks => Set<CallbackEntity>();

    public DbSet<ChannelTestEntity> ChannelTests => Set<ChannelTestEntity>();

    public DbSet<LeaseEntity> Leases => Set<LeaseEntity>();

    public DbSet<StaffEntity> Staff => Set<StaffEntity>();

    public DbSet<StaffSessionEntity> StaffSessions => Set<StaffSessionEntity>();

    /// <summary>
    /// Messages to one phone. No index on the messages themselves: keyed hashes come in no order, so every message would
    /// rewrite a page of it. The index is made of sorted runs instead, and of a tail that is read through.
    /// </summary>
    /// <param name="after">Only messages with higher ids; 0: all.</param>
    public virtual IQueryable<MessageEntity> MessagesOfPhone(long phoneHash, long after = 0)
    {
        var recent = PhoneTail
            .Where(tail => tail.PhoneHash == phoneHash && tail.MessageId > after)
            .Select(tail => tail.MessageId);
        var sorted =
            from run in PhoneRuns
            where run.LastMessageId > after
            from entry in PhoneEntries
            where entry.RunId == run.Id && entry.PhoneHash == phoneHash && entry.MessageId > after
            select entry.MessageId;
        var ids = recent.Concat(sorted);
        return Messages.Where(message => ids.Contains(message.Id));
    }

    /// <summary>Ids of messages to several phones, in no order; one in both places comes twice.</summary>
    /// <param name="after">Only messages with higher ids.</param>
    public virtual IQueryable<PhoneTailEntity> MessagesOfPhones(IReadOnlyList<long> phoneHashes, long after)
    {
        var recent = PhoneTail
            .Where(tail => phoneHashes.Contains(tail.PhoneHash) && tail.MessageId > after)
            .Select(tail => new { tail.MessageId, tail.PhoneHash });
        var sorted =
            from run in PhoneRuns
            where run.LastMessageId > after
            from entry in PhoneEntries
            where entry.RunId == run.Id && phoneHashes.Contains(entry.PhoneHash) && entry.MessageId > after
            select new { entry.MessageId, entry.PhoneHash };
        return recent
            .Concat(sorted)
            .Select(row => new PhoneTailEntity { MessageId = row.MessageId, PhoneHash = row.PhoneHash });
    }

    // Not an interceptor: EF Core tells none of them the end of a save that met a concurrency conflict.
    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        if (_gate is not null)
        {
            await _gate.EnterAsync(cancellationToken);
        }

        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            _gate?.Leave();
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        _gate is null
            ? base.SaveChanges(acceptAllChangesOnSuccess)
            : throw new InvalidOperationException("Save asynchronously.");

    /// <summary>Deletes rows without reading them, in one statement.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
    {
        if (_gate is not null)
        {
            await _gate.EnterAsync(cancellationToken);
        }

        try
        {
            return await rows.ExecuteDeleteAsync(cancellationToken);
        }
        finally
        {
            _gate?.Leave();
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<MessageEntity>(entity =>
        {
            entity.ToTable("messages");
            entity.Property(message => message.Id).ValueGeneratedNever();
            entity
                .HasIndex(message => new { message.State, message.Id })
                .HasFilter("state < 10")
                .HasDatabaseName("ix_messages_active");
            entity
                .HasIndex(message => message.DueAt)
                .HasFilter("due_at IS NOT NULL")
                .HasDatabaseName("ix_messages_due");
        });
        modelBuilder.Entity<PhoneTailEntity>(entity =>
        {
            entity.ToTable("phone_tail");
            entity.HasKey(tail => tail.MessageId);
            entity.Property(tail => tail.MessageId).ValueGeneratedNever();
        });
        modelBuilder.Entity<PhoneRunEntity>().ToTable("phone_runs");
        modelBuilder.Entity<PhoneEntryEntity>(entity =>
        {
            entity.ToTable("phone_entries");
            entity.HasKey(entry => new
            {
                entry.RunId,
                entry.PhoneHash,
                entry.MessageId,
            });
        });
        modelBuilder.Entity<BatchEntity>(entity =>
        {
            entity.ToTable("batches");
            entity.Property(batch => batch.Id).ValueGeneratedNever();
            entity
                .HasIndex(batch => batch.FirstMessageId)
                .HasFilter("kind = 1")
                .HasDatabaseName("ix_batches_mms");
            // Tells whether digits are in use.
            entity
                .HasIndex(batch => new { batch.Extension, batch.Id })
                .HasFilter("extension <> ''")
                .HasDatabaseName("ix_batches_extension");
        });
        modelBuilder.Entity<MessageSegmentEntity>(entity =>
        {
            entity.ToTable("message_segments");
            entity.HasKey(segment => new { segment.MessageId, segment.Index });
            entity.Property(segment => segment.Index).HasColumnName("idx");
            entity
                .HasIndex(segment => segment.CarrierId)
                .HasFilter("carrier_id IS NOT NULL")
                .HasDatabaseName("ix_message_segments_carrier");
        });
        modelBuilder.Entity<ClientKeyEntity>(entity =>
        {
            entity.ToTable("client_keys");
            entity.HasKey(key => new
            {
                key.SystemId,
                key.OfMessage,
                key.ClientId,
            });
        });
        modelBuilder.Entity<ParkedReportEntity>(entity =>
        {
            entity.ToTable("parked_reports");
            entity.HasKey(report => new
            {
                report.ChannelId,
                report.CarrierId,
                report.Status,
            });
            entity.HasIndex(report => report.NextTryAt).HasDatabaseName("ix_parked_reports_next_try");
        });
        modelBuilder.Entity<InboundMessageEntity>(entity =>
        {
            entity.ToTable("inbound_messages");
            entity.Property(inbound => inbound.Id).ValueGeneratedNever();
            entity
                .HasIndex(inbound => new { inbound.PhoneHash, inbound.Id })
                .HasDatabaseName("ix_inbound_messages_phone");
            entity
                .HasIndex(inbound => new { inbound.SystemId, inbound.Id })
                .HasFilter("system_id IS NOT NULL")
                .HasDatabaseName("ix_inbound_messages_system");
        });
        modelBuilder.Entity<InboundSegmentEntity>(entity =>
        {
            entity.ToTable("inbound_segments");
            entity.Property(segment => segment.Id).ValueGeneratedNever();
            entity
                .HasIndex(segment => new { segment.ChannelId, segment.CarrierId })
                .IsUnique()
                .HasDatabaseName("ux_inbound_segments_delivery");
            entity
                .HasIndex(segment => segment.ReceivedAt)
                .HasFilter("inbound_message_id IS NULL")
                .HasDatabaseName("ix_inbound_segments_waiting");
        });
        modelBuilder.Entity<ConnectedSystemEntity>(entity =>
        {
            entity.ToTable("connected_systems");
            entity.HasIndex(system => system.Key).IsUnique().HasDatabaseName("ux_connected_systems_key");
        });
        modelBuilder.Entity<BlockedPhoneEntity>(entity =>
        {
            entity.ToTable("blocked_phones");
            entity.HasKey(blocked => blocked.PhoneHash);
            entity.Property(blocked => blocked.PhoneHash).ValueGeneratedNever();
            entity.HasIndex(blocked => blocked.Id).IsUnique().HasDatabaseName("ux_blocked_phones_id");
        });
        modelBuilder.Entity<OptOutEntity>(entity =>
        {
            entity.ToTable("opt_outs");
            entity.HasKey(optOut => optOut.PhoneHash);
            entity.Property(optOut => optOut.PhoneHash).ValueGeneratedNever();
            entity.HasIndex(optOut => optOut.Id).IsUnique().HasDatabaseName("ux_opt_outs_id");
        });
        modelBuilder.Entity<NumberSegmentEntity>(entity =>
        {
            entity.ToTable("number_segments");
            entity.HasKey(segment => segment.Prefix);
        });
        modelBuilder.Entity<PortedNumberEntity>(entity =>
        {
            entity.ToTable("ported_numbers");
            entity.HasKey(ported => ported.PhoneHash);
            entity.Property(ported => ported.PhoneHash).ValueGeneratedNever();
            entity.HasIndex(ported => ported.Id).IsUnique().HasDatabaseName("ux_ported_numbers_id");
        });
        modelBuilder.Entity<LeaseEntity>(entity =>
        {
            entity.ToTable("leases");
            entity.HasKey(lease => lease.Name);
            entity.Property(lease => lease.Token).IsConcurrencyToken();
            entity.Property(lease => lease.ExpiresAt).IsConcurrencyToken();
        });
        modelBuilder.Entity<StaffEntity>(entity =>
        {
            entity.ToTable("staff");
            entity.HasIndex(staff => staff.Account).IsUnique().HasDatabaseName("ux_staff_account");
        });
        modelBuilder.Entity<StaffSessionEntity>(entity =>
        {
            entity.ToTable("staff_sessions");
            entity.HasKey(session => session.TokenHash);
        });
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(YixunDbContext).Assembly);
        foreach (
            var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
        )
        {
            if (property.Name != nameof(MessageSegmentEntity.Index))
            {
                property.SetColumnName(SnakeCase.Of(property.Name));
            }
        }
    }

    private sealed class UnixMillisecondsConverter()
        : ValueConverter<DateTimeOffset, long>(
            time => time.ToUnixTimeMilliseconds(),
            milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        );
}
