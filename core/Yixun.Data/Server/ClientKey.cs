namespace Yixun.Data.Server;

/// <summary>A clientId that is about to be used, or that was used before.</summary>
/// <param name="BatchId">Who uses it.</param>
/// <param name="MessageId">Who uses it; 0 for a submission.</param>
internal sealed record ClientKey(int SystemId, string ClientId, byte[] Digest, long BatchId, long MessageId);
