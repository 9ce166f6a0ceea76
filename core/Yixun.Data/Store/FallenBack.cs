namespace Yixun.Data.Store;

/// <summary>An MMS that dispatch turned into a short message with a link.</summary>
/// <param name="Token">See <see cref="Model.MmsLinkEntity.Token"/>.</param>
/// <param name="BatchId">Whose media the link shows.</param>
/// <param name="ContentCipher">The short message's text, encrypted with the message's id.</param>
/// <param name="Segments">Its billable segments.</param>
/// <param name="ExpiresAt">When the link ends.</param>
public sealed record FallenBack(
    string Token,
    long BatchId,
    byte[] ContentCipher,
    int Segments,
    DateTimeOffset ExpiresAt
);
