using System.Buffers;
using System.Text;
using Yixun.Carriers.Links;

namespace Yixun.Fuzzing;

/// <summary>A carrier protocol as the fuzzers see it. A new protocol is a subclass and its line in <see cref="All"/>.</summary>
public abstract class FuzzedProtocol
{
    public static IReadOnlyList<FuzzedProtocol> All { get; } =
    [new FuzzedCmpp(0x20), new FuzzedCmpp(0x30), new FuzzedSgip(), new FuzzedSmgp(), new FuzzedSmpp()];

    public abstract string Name { get; }

    /// <summary>One valid PDU of every command, and more where its body has several shapes.</summary>
    public abstract IReadOnlyList<byte[]> Corpus { get; }

    /// <summary>Octets of a PDU that any side must answer while the connection lives.</summary>
    public abstract byte[] Probe { get; }

    /// <summary>True when what came back answers a probe.</summary>
    public virtual bool IsAnswered(ReadOnlySpan<byte> received) => received.IndexOf(Probe.AsSpan(8, 4)) >= 0;

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

    protected static byte[] Write(Action<ArrayBufferWriter<byte>> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Pauses between tries that are no pauses.</summary>
    protected static BackoffSettings NoPause { get; } =
        new()
        {
            Initial = TimeSpan.FromMilliseconds(1),
            Max = TimeSpan.FromMilliseconds(1),
            Fatal = TimeSpan.FromMilliseconds(1),
        };

    /// <summary>A text in every encoding, and a segment of a long one.</summary>
    protected static IEnumerable<(byte Format, byte[] Content)> Contents()
    {
        yield return (0, "Your code is 482913"u8.ToArray());
        yield return (8, Encoding.BigEndianUnicode.GetBytes("您的检查报告已出"));
        yield return (15, [0xC4, 0xFA, 0xBA, 0xC3]);
        yield return (4, [1, 2, 3, 0xFF]);
        yield return (8, [5, 0, 3, 0x2A, 2, 1, .. Encoding.BigEndianUnicode.GetBytes("第一段")]);
    }

    /// <summary>What the engine does with a reply's content.</summary>
    protected static void ReadText(bool hasHeader, byte format, ReadOnlySpan<byte> content)
    {
        var header = hasHeader ? UserDataHeader.Parse(content) : default;
        InboundText.Decode(format, content[header.Length..]);
    }
}
