namespace Yixun.Data.Model;

/// <summary>A medium of a reply that came as MMS.</summary>
public sealed class InboundPartEntity
{
    /// <summary>Row id; also binds the ciphertext.</summary>
    public long Id { get; init; }

    public long InboundMessageId { get; init; }

    /// <summary>1-based.</summary>
    public int Position { get; init; }

    public required string ContentType { get; init; }

    /// <summary>As the carrier sent it; never used as a path.</summary>
    public required string Name { get; init; }

    /// <summary>Octets.</summary>
    public int Size { get; init; }

    public required byte[] Cipher { get; init; }
}
