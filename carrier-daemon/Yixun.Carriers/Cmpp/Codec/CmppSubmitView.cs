using System.Buffers.Binary;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp.Codec;

/// <summary>Reads a SUBMIT where it lies in the receive buffer; nothing is copied until a property is asked for.</summary>
internal readonly ref struct CmppSubmitView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly CmppLayout _layout;

    /// <exception cref="CarrierProtocolException">The body is shorter than its fields say.</exception>
    public CmppSubmitView(ReadOnlySpan<byte> body, CmppLayout layout)
    {
        if (
            body.Length < layout.SubmitDestinations
            || body.Length <= layout.SubmitLength(body[layout.SubmitDestinationCount])
        )
        {
            throw new CarrierProtocolException($"SUBMIT body of {body.Length} octets.");
        }

        _body = body;
        _layout = layout;
        if (body.Length < layout.SubmitSize(DestinationCount, body[layout.SubmitLength(DestinationCount)]))
        {
            throw new CarrierProtocolException(
                $"SUBMIT body of {body.Length} octets is shorter than its content."
            );
        }
    }

    public byte Total => _body[8];

    public byte Index => _body[9];

    public byte RegisteredDelivery => _body[10];

    public string ServiceId => FixedText.ReadShared(_body.Slice(12, CmppLayout.ServiceIdWidth));

    public bool HasUserDataHeader => (_body[_layout.SubmitUdhi] & 0x41) != 0;

    public byte Format => _body[_layout.SubmitFormat];

    public string MessageSource => FixedText.ReadShared(_body.Slice(_layout.SubmitMessageSource, 6));

    public string SourceId =>
        FixedText.ReadShared(_body.Slice(_layout.SubmitSourceId, CmppLayout.AccessNumberWidth));

    public int DestinationCount => _body[_layout.SubmitDestinationCount];

    public ReadOnlySpan<byte> Content
    {
        get
        {
            var length = _layout.SubmitLength(DestinationCount);
            return _body.Slice(length + 1, _body[length]);
        }
    }

    public string Destination(int index) =>
        FixedText.Read(
            _body.Slice(_layout.SubmitDestinations + (index * _layout.NumberWidth), _layout.NumberWidth)
        );

    public CmppSubmit ToSubmit()
    {
        var destinations = new string[DestinationCount];
        for (var index = 0; index < destinations.Length; index++)
        {
            destinations[index] = Destination(index);
        }

        return new CmppSubmit
        {
            MessageId = BinaryPrimitives.ReadUInt64BigEndian(_body),
            Total = Total,
            Index = Index,
            RegisteredDelivery = RegisteredDelivery,
            Level = _body[11],
            ServiceId = ServiceId,
            FeeUserType = _body[22],
            FeeTerminalId = FixedText.Read(_body.Slice(CmppLayout.SubmitFeeTerminal, _layout.NumberWidth)),
            FeeTerminalType = _layout.Wide
                ? _body[CmppLayout.SubmitFeeTerminal + _layout.NumberWidth]
                : (byte)0,
            ProtocolId = _body[_layout.SubmitProtocolId],
            UserDataHeaderIndicator = _body[_layout.SubmitUdhi],
            Format = Format,
            MessageSource = MessageSource,
            FeeType = FixedText.ReadShared(_body.Slice(_layout.SubmitFeeType, 2)),
            FeeCode = FixedText.ReadShared(_body.Slice(_layout.SubmitFeeCode, 6)),
            ValidityTime = FixedText.Read(_body.Slice(_layout.SubmitValidity, CmppLayout.TimeWidth)),
            AtTime = FixedText.Read(_body.Slice(_layout.SubmitAtTime, CmppLayout.TimeWidth)),
            SourceId = SourceId,
            Destinations = destinations,
            DestinationType = _layout.Wide ? _body[_layout.SubmitLength(destinations.Length) - 1] : (byte)0,
            Content = Content.ToArray(),
            LinkId = FixedText.Read(
                _body.Slice(_layout.SubmitLength(destinations.Length) + 1 + Content.Length, _layout.TailWidth)
            ),
        };
    }
}
