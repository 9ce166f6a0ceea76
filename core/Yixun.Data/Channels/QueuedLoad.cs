using Yixun.Core.Messages;

namespace Yixun.Data.Channels;

/// <summary>Messages that wait on a channel in one lane.</summary>
/// <param name="Messages">How many of the sample.</param>
/// <param name="OldestId">Smallest id; its time is when the message was accepted.</param>
public sealed record QueuedLoad(string ChannelId, Lane Lane, int Messages, long OldestId);
