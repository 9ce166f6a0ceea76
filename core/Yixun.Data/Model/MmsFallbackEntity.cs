namespace Yixun.Data.Model;

/// <summary>The caller of an MMS allowed a short message with a link in its place.</summary>
public sealed class MmsFallbackEntity
{
    public long BatchId { get; init; }

    /// <summary>The text without the link.</summary>
    public required byte[] ContentCipher { get; init; }
}
