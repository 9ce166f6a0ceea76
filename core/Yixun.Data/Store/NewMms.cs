using Yixun.Core.Mms;

namespace Yixun.Data.Store;

/// <summary>What makes a batch an MMS.</summary>
/// <param name="Parts">In order; at least one.</param>
/// <param name="FallbackCipher">Text of the short message that may take its place, encrypted with the batch's id; null: none may.</param>
public sealed record NewMms(IReadOnlyList<NewMmsPart> Parts, byte[]? FallbackCipher);

/// <inheritdoc cref="Model.MmsPartEntity"/>
public sealed record NewMmsPart(
    long Id,
    int Position,
    int Slide,
    int Milliseconds,
    MmsPartKind Kind,
    string ContentType,
    string? Name,
    int Size,
    byte[] Sha256,
    byte[] Cipher
);
