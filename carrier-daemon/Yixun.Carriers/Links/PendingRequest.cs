namespace Yixun.Carriers.Links;

/// <summary>A request that waits for its response.</summary>
/// <param name="Sequence">Its sequence number on the wire.</param>
/// <param name="Item">What was sent.</param>
/// <param name="SentAt">Timestamp of the time provider when it was queued.</param>
/// <param name="Position">Offset of its first octet in everything written to the connection.</param>
internal readonly record struct PendingRequest<T>(uint Sequence, T Item, long SentAt, long Position)
    where T : class;
