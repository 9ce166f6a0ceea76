namespace Yixun.Carriers.Links;

/// <summary>What a gateway answered to a login.</summary>
/// <param name="Refused">Null when it was accepted.</param>
/// <param name="Detail">English, for the log ("version 0x30").</param>
/// <param name="Warning">Something odd that does not stop the connection; null usually.</param>
internal sealed record LinkLogin(LinkSessionEnd? Refused, string Detail, string? Warning = null);
