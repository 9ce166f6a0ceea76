using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Carriers.Sgip.Codec;

/// <summary>Reads a Deliver where it lies in the receive buffer; nothing is copied until a property is asked for.</summary>
internal readonly ref struct SgipDeliverView
{
    private readonly ReadOnlySpan<byte> _body;

    /// <exception cref="CarrierProtocolException">The body is shorter than its fields say.</exception>
    public SgipDeliverView(ReadOnlySpan<byte> body)
    {
        if (
            body.Length < SgipLayout.DeliverContent
            || BinaryPrimitives.ReadUInt32BigEndian(body[SgipLayout.DeliverLength..])
                > body.Length - SgipLayout.DeliverContent
        )
        {
            throw new CarrierProtocolException($"Deliver body of {body.Length} octets.");
        }

        _body = body;
    }

    public string UserNumber => FixedText.Read(_body[..SgipLayout.NumberWidth]);

    public string SpNumber =>
        FixedText.ReadShared(_body.Slice(SgipLayout.NumberWidth, SgipLayout.NumberWidth));

    public bool HasUserDataHeader => (_body[SgipLayout.DeliverUdhi] & 0x41) != 0;

    public byte Coding => _body[SgipLayout.DeliverCoding];

    public ReadOnlySpan<byte> Content =>
        _body.Slice(
            SgipLayout.DeliverContent,
            (int)BinaryPrimitives.ReadUInt32BigEndian(_body[SgipLayout.DeliverLength..])
        );

    public SgipDeliver ToDeliver() =>
        new()
        {
            UserNumber = UserNumber,
            SpNumber = SpNumber,
            ProtocolId = _body[SgipLayout.DeliverUdhi - 1],
            UserDataHeaderIndicator = _body[SgipLayout.DeliverUdhi],
            Coding = Coding,
            Content = Content.ToArray(),
        };
}
