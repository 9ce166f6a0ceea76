namespace Yixun.Core.Channels;

/// <summary>What is wrong with one field of a channel.</summary>
/// <param name="Field">As the admin API spells it: <c>accessNumber</c>, <c>sgip.corpId</c>.</param>
/// <param name="Code">Stable: missing, length, range, format, unknown, unsupported or mismatch.</param>
/// <param name="Detail">Chinese: the field and what it must be.</param>
public sealed record ChannelFault(string Field, string Code, string Detail);
