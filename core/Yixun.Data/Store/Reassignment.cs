namespace Yixun.Data.Store;

/// <summary>A message that waits on one channel and is to go over another.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="ChannelId">Its new channel.</param>
/// <param name="Trace">How that was decided.</param>
public readonly record struct Reassignment(long MessageId, string ChannelId, string Trace);
