using Yixun.Core.Messages;
using Yixun.Core.Routing;

namespace Yixun.Data.Store;

/// <summary>A submission about to be accepted, all or nothing.</summary>
public sealed record NewBatch
{
    public required long Id { get; init; }

    public required int SystemId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>SHA-256 of the request body.</summary>
    public required byte[] BodyDigest { get; init; }

    /// <summary>See <see cref="Model.BatchEntity.NonceHash"/>.</summary>
    public required byte[] NonceHash { get; init; }

    public required Lane Lane { get; init; }

    /// <inheritdoc cref="Model.BatchEntity.Kind"/>
    public ChannelKind Kind { get; init; }

    /// <inheritdoc cref="Model.BatchEntity.ForcedChannelId"/>
    public string? ForcedChannelId { get; init; }

    /// <inheritdoc cref="Model.BatchEntity.Extension"/>
    public string Extension { get; init; } = "";

    /// <inheritdoc cref="Model.BatchEntity.Department"/>
    public string? Department { get; init; }

    public byte[]? ContentCipher { get; init; }

    public string? TemplateId { get; init; }

    public int RejectedCount { get; init; }

    public byte[]? RejectionsCipher { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Null: at once.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null: short messages.</summary>
    public NewMms? Mms { get; init; }

    /// <summary>At least one; ids ascending.</summary>
    public required IReadOnlyList<NewMessage> Messages { get; init; }
}
