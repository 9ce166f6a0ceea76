namespace Yixun.Functions.Mms;

/// <param name="Token">Of the link.</param>
/// <param name="Subject">With the signature.</param>
/// <param name="Parts">In order.</param>
public sealed record MmsPageContent(string Token, string Subject, IReadOnlyList<MmsShownPart> Parts);
