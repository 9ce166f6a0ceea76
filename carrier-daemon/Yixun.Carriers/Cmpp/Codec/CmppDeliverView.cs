using System.Buffers.Binary;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp.Codec;

/// <summary>Reads a DELIVER where it lies in the receive buffer; nothing is copied until a property is asked for.</summary>
internal readonly ref struct CmppDeliverView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly CmppLayout _layout;

    /// <exception cref="CarrierProtocolException">The body is shorter than the fixed fields.</exception>
    public CmppDeliverView(ReadOnlySpan<byte> body, CmppLayout layout)
    {
        if (body.Length < layout.DeliverContent)
        {
            throw new CarrierProtocolException($"DELIVER body of {body.Length} octets.");
        }

        _body = body;
        _layout = layout;
    }

    public ulong MessageId => BinaryPrimitives.ReadUInt64BigEndian(_body);

    public string DestinationId => FixedText.ReadShared(_body.Slice(8, CmppLayout.AccessNumberWidth));

    public byte UserDataHeaderIndicator => _body[40];

    /// <summary>1 by the specification; some gateways copy SMPP's esm_class through (0x40).</summary>
    public bool HasUserDataHeader => (UserDataHeaderIndicator & 0x41) != 0;

    public byte Format => _body[41];

    public string SourceTerminalId =>
        FixedText.Read(_body.Slice(CmppLayout.DeliverSourceTerminal, _layout.NumberWidth));

    public bool IsReport => _body[_layout.DeliverRegistered] == 1;

    /// <summary>Msg_Content, cut where the PDU ends: some gateways send reports with a tail that is too short.</summary>
    public ReadOnlySpan<byte> Content
    {
        get
        {
            var rest = _body[_layout.DeliverContent..];
            return rest[..Math.Min(_body[_layout.DeliverLength], rest.Length)];
        }
    }

    public CmppDeliver ToDeliver() =>
        new()
        {
            MessageId = MessageId,
            DestinationId = DestinationId,
            ServiceId = FixedText.ReadShared(_body.Slice(29, CmppLayout.ServiceIdWidth)),
            ProtocolId = _body[39],
            UserDataHeaderIndicator = UserDataHeaderIndicator,
            Format = Format,
            SourceTerminalId = SourceTerminalId,
            SourceTerminalType = _layout.Wide
                ? _body[CmppLayout.DeliverSourceTerminal + _layout.NumberWidth]
                : (byte)0,
            RegisteredDelivery = _body[_layout.DeliverRegistered],
            Content = Content.ToArray(),
            LinkId = FixedText.Read(Tail),
        };

    private ReadOnlySpan<byte> Tail
    {
        get
        {
            var rest = _body[(_layout.DeliverContent + Content.Length)..];
            return rest[..Math.Min(_layout.TailWidth, rest.Length)];
        }
    }
}
