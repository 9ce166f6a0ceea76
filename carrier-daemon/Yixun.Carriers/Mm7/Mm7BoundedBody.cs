namespace Yixun.Carriers.Mm7;

/// <summary>Reads bodies whose length the peer decides.</summary>
internal static class Mm7BoundedBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <returns>Null when there are more than <paramref name="limit"/> octets; at most one more is read.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        Stream stream,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[Math.Min(FirstBuffer, limit + 1)];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
            if (length > limit)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
            }
        }
    }
}
