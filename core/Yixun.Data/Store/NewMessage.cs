namespace Yixun.Data.Store;

/// <summary>A message about to be accepted.</summary>
/// <param name="Id">From the id generator.</param>
/// <param name="PhoneHash">Keyed hash.</param>
/// <param name="PhoneCipher">Encrypted with the id.</param>
/// <param name="ContentCipher">Its own text, encrypted with the id; null when the batch has one for all.</param>
/// <param name="Segments">Billable segments.</param>
/// <param name="ClientId">The caller's id of this message; null: none.</param>
/// <param name="Digest">What <paramref name="ClientId"/> stands for; null without one.</param>
public readonly record struct NewMessage(
    long Id,
    long PhoneHash,
    byte[] PhoneCipher,
    byte[]? ContentCipher,
    int Segments,
    string? ClientId,
    byte[]? Digest
);
