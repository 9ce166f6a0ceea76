using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Yixun.Functions.Runtime.Queues;

/// <summary>Gives a chunk to a queue trigger's parameter.</summary>
internal static class ChunkBody
{
    /// <summary>As bytes without a copy where possible, as UTF-8 text, or as JSON with names in any case.</summary>
    /// <exception cref="JsonException">The chunk is not JSON for this type.</exception>
    public static T? Read<T>(ReadOnlyMemory<byte> chunk)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
        {
            return (T)(object)chunk;
        }

        if (typeof(T) == typeof(byte[]))
        {
            return (T)(object)Bytes(chunk);
        }

        return typeof(T) == typeof(string)
            ? (T)(object)Encoding.UTF8.GetString(chunk.Span)
            : JsonSerializer.Deserialize<T>(chunk.Span, JsonSerializerOptions.Web);
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> chunk) =>
        MemoryMarshal.TryGetArray(chunk, out var segment)
        && segment is { Array: { } array, Offset: 0 }
        && segment.Count == array.Length
            ? array
            : chunk.ToArray();
}
