namespace Yixun.Data.Model;

/// <summary>A clientId that a system has used, for a whole submission or for one personalised message.</summary>
public sealed class ClientKeyEntity
{
    public int SystemId { get; init; }

    /// <summary>True for the id of one message, false for that of a submission.</summary>
    public bool OfMessage { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Digest of what was submitted under it.</summary>
    public required byte[] Digest { get; init; }

    public long BatchId { get; init; }

    /// <summary>0 for a submission.</summary>
    public long MessageId { get; init; }
}
