namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>CONNECT (§8.4.1.1).</summary>
/// <param name="SourceAddress">SP_Id, 6 characters.</param>
/// <param name="Authenticator">AuthenticatorSource, 16 octets.</param>
/// <param name="Version">See <see cref="CmppVersion"/>.</param>
/// <param name="Timestamp">The decimal number MMDDHHMMSS.</param>
internal sealed record CmppConnect(string SourceAddress, byte[] Authenticator, byte Version, uint Timestamp);
