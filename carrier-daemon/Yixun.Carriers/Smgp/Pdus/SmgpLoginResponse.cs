namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>Login_Resp (SMGP 3.0.3 §5.2.2).</summary>
/// <param name="Status">0 is success.</param>
/// <param name="Authenticator">AuthenticatorServer, 16 octets; zeros when refused.</param>
/// <param name="Version">Highest version of the gateway.</param>
internal sealed record SmgpLoginResponse(uint Status, byte[] Authenticator, byte Version);
