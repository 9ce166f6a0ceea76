namespace Yixun.CarrierSimulator.Phones;

/// <param name="Type">image/jpeg, image/png, image/gif, audio/amr, audio/mpeg, audio/mp4, video/mp4, video/3gpp.</param>
/// <param name="Data">Octets; base64 in JSON.</param>
public sealed record MmsReplyMedium(string Type, ReadOnlyMemory<byte> Data);
