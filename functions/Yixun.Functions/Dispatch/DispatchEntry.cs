using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Dispatch;

/// <summary>A message on its way into a chunk.</summary>
/// <param name="Id">Message id.</param>
/// <param name="Phone">11 digits as a number.</param>
/// <param name="Text">Text and what goes with it; messages that share it share the object.</param>
/// <param name="ExpiresAt">Unix milliseconds; 0: never.</param>
public readonly record struct DispatchEntry(long Id, long Phone, ChunkText Text, long ExpiresAt);
