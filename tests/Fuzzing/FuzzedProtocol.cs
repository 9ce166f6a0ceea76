namespace Yixun.Fuzzing;

/// <summary>A carrier protocol as the fuzzers see it. A new protocol is a subclass and its line in <see cref="All"/>.</summary>
public abstract class FuzzedProtocol
{
    public static IReadOnlyList<FuzzedProtocol> All { get; } = [new FuzzedCmpp(0x20), new FuzzedCmpp(0x30)];

    public abstract string Name { get; }

    /// <summary>One valid PDU of every command, and more where its body has several shapes.</summary>
    public abstract IReadOnlyList<byte[]> Corpus { get; }

    /// <summary>Octets of a PDU that any side must answer while the connection lives.</summary>
    public abstract byte[] Probe { get; }

    /// <summary>Reads everything that can be read of the first PDU, as the engine does.</summary>
    /// <returns>False when octets are missing.</returns>
    /// <exception cref="Carriers.Links.CarrierProtocolException">It is not understood; anything else is a fault.</exception>
    public abstract bool TryDecode(ReadOnlySpan<byte> octets);

    /// <summary>Our side of connections to a gateway on this machine, with short pauses between tries.</summary>
    public abstract Carriers.Links.ICarrierLink CreateLink(
        int port,
        Carriers.Links.ICarrierLinkHandler handler
    );

    /// <summary>What the gateway answers to a login.</summary>
    /// <param name="login">The login PDU.</param>
    public abstract byte[] AcceptLogin(ReadOnlySpan<byte> login);
}
