namespace Yixun.Functions.Mms;

/// <param name="ContentType">One of the types that are taken, or text/plain.</param>
/// <param name="Data">The file.</param>
public sealed record MmsFile(string ContentType, byte[] Data);
