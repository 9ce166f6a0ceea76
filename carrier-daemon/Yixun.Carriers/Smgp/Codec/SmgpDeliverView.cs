using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp.Codec;

/// <summary>Reads a Deliver where it lies in the receive buffer; nothing is copied until a property is asked for.</summary>
internal readonly ref struct SmgpDeliverView
{
    private readonly ReadOnlySpan<byte> _body;

    /// <exception cref="CarrierProtocolException">The body is shorter than the fixed fields.</exception>
    public SmgpDeliverView(ReadOnlySpan<byte> body)
    {
        if (body.Length < SmgpLayout.DeliverContent)
        {
            throw new CarrierProtocolException($"Deliver body of {body.Length} octets.");
        }

        _body = body;
    }

    public UInt128 MessageId => SmgpMessageId.Read(_body);

    public bool IsReport => _body[SmgpLayout.DeliverIsReport] == 1;

    public byte Format => _body[SmgpLayout.DeliverFormat];

    public string Source => FixedText.Read(_body.Slice(SmgpLayout.DeliverSource, SmgpLayout.NumberWidth));

    public string Destination =>
        FixedText.ReadShared(_body.Slice(SmgpLayout.DeliverDestination, SmgpLayout.NumberWidth));

    /// <summary>MsgContent, cut where the PDU ends.</summary>
    public ReadOnlySpan<byte> Content
    {
        get
        {
            var rest = _body[SmgpLayout.DeliverContent..];
            return rest[..Math.Min(_body[SmgpLayout.DeliverLength], rest.Length)];
        }
    }

    public bool HasUserDataHeader =>
        SmgpOptions.Find(Options, SmgpTag.UserDataHeaderIndicator) is [var flag, ..] && flag != 0;

    private ReadOnlySpan<byte> Options
    {
        get
        {
            var start = SmgpLayout.DeliverContent + Content.Length + SmgpLayout.ReserveWidth;
            return start < _body.Length ? _body[start..] : default;
        }
    }

    public SmgpDeliver ToDeliver() =>
        new()
        {
            MessageId = MessageId,
            IsReport = IsReport,
            Format = Format,
            ReceivedTime = FixedText.Read(_body.Slice(SmgpLayout.DeliverTime, 14)),
            Source = Source,
            Destination = Destination,
            Content = Content.ToArray(),
            Options = SmgpOptions.ReadAll(Options),
        };
}
