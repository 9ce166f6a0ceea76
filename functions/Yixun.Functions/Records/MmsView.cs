namespace Yixun.Functions.Records;

/// <summary>What an MMS has beside what every message has.</summary>
/// <param name="Subject">With the signature.</param>
/// <param name="SentAs">mms, or sms where a short message with a link took its place.</param>
/// <param name="Parts">Texts and media, in order.</param>
/// <param name="ReadAt">When the receiver is said to have read it.</param>
/// <param name="OpenedAt">When the page of its link was first shown.</param>
public sealed record MmsView(
    string Subject,
    string SentAs,
    IReadOnlyList<MmsPartView> Parts,
    DateTimeOffset? ReadAt,
    DateTimeOffset? OpenedAt
);

/// <param name="Part">1-based; names the part in the address of its file.</param>
/// <param name="Slide">1-based.</param>
/// <param name="Kind">text, picture, audio or video.</param>
/// <param name="Type">Content type.</param>
/// <param name="Name">The caller's file name.</param>
/// <param name="Size">Octets.</param>
/// <param name="Text">Of a text.</param>
public sealed record MmsPartView(
    int Part,
    int Slide,
    string Kind,
    string Type,
    string? Name,
    int Size,
    string? Text
);
