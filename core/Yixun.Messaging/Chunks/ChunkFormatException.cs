namespace Yixun.Messaging.Chunks;

/// <summary>A queue held something that is not a chunk of the expected kind and version.</summary>
public sealed class ChunkFormatException(string message, Exception? innerException = null)
    : Exception(message, innerException);
