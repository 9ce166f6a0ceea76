namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>Login (SMGP 3.0.3 §5.2.1).</summary>
/// <param name="ClientId">At most 8 characters.</param>
/// <param name="Authenticator">AuthenticatorClient, 16 octets.</param>
/// <param name="Mode">0 sends, 1 receives, 2 both.</param>
/// <param name="Timestamp">The decimal number MMDDHHMMSS.</param>
/// <param name="Version">High nibble major, low nibble minor.</param>
internal sealed record SmgpLogin(
    string ClientId,
    byte[] Authenticator,
    byte Mode,
    uint Timestamp,
    byte Version
);
