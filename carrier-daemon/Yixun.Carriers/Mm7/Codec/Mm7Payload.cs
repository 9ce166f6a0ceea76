namespace Yixun.Carriers.Mm7.Codec;

/// <summary>The body of an HTTP request or response.</summary>
/// <param name="ContentType">Value of the HTTP header.</param>
internal readonly record struct Mm7Payload(string ContentType, byte[] Body);
