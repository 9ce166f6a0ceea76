namespace Yixun.Carriers.Mm7;

/// <summary>What to answer to an HTTP request of the MMSC.</summary>
/// <param name="HttpStatus">200; 400, 413 or 500 when the body is refused; 503 to get it again.</param>
/// <param name="ContentType">Value of the HTTP header.</param>
/// <param name="Problem">Short English reason for logs when it is not success.</param>
/// <param name="Failure">What the handler threw.</param>
public sealed record Mm7Answer(
    int HttpStatus,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    string? Problem = null,
    Exception? Failure = null
);
