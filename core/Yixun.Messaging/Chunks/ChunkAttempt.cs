namespace Yixun.Messaging.Chunks;

/// <summary>
/// How often a chunk has failed: its first octet, in clear, because whoever puts it on a delay queue neither opens nor
/// encrypts it, and because a queue trigger is given nothing but the octets.
/// </summary>
public static class ChunkAttempt
{
    /// <summary>Octets before the ciphertext.</summary>
    internal const int Length = 1;

    /// <summary>0 for a chunk that has not failed yet.</summary>
    public static int Of(ReadOnlySpan<byte> octets) => octets.IsEmpty ? 0 : octets[0];

    /// <summary>A copy of the chunk that has failed so often.</summary>
    /// <param name="octets">An encoded chunk.</param>
    /// <param name="attempts">0 to 255.</param>
    public static byte[] With(ReadOnlySpan<byte> octets, int attempts)
    {
        var copy = octets.ToArray();
        copy[0] = checked((byte)attempts);
        return copy;
    }
}
