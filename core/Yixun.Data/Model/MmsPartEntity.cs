using Yixun.Core.Mms;

namespace Yixun.Data.Model;

/// <summary>A text or medium of an MMS; stored once for all messages of its batch, in the transaction that accepts them.</summary>
public sealed class MmsPartEntity
{
    /// <summary>Row id; also binds the ciphertext.</summary>
    public long Id { get; init; }

    public long BatchId { get; init; }

    /// <summary>1-based, in the order of slides; within a slide media come before the text.</summary>
    public int Position { get; init; }

    /// <summary>1-based.</summary>
    public int Slide { get; init; }

    /// <summary>How long its slide is shown.</summary>
    public int Milliseconds { get; init; }

    public MmsPartKind Kind { get; init; }

    public required string ContentType { get; init; }

    /// <summary>The caller's file name; null: none.</summary>
    public string? Name { get; init; }

    /// <summary>Octets.</summary>
    public int Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required byte[] Cipher { get; init; }
}
