namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>CONNECT_RESP (§8.4.1.2).</summary>
/// <param name="Status">0 is success.</param>
/// <param name="Authenticator">AuthenticatorISMG, 16 octets; zeros when refused.</param>
/// <param name="Version">Highest version of the gateway.</param>
internal sealed record CmppConnectResponse(uint Status, byte[] Authenticator, byte Version);
