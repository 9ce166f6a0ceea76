using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp.Codec;

/// <summary>Reads a Submit where it lies in the receive buffer; nothing is copied until a property is asked for.</summary>
internal readonly ref struct SmgpSubmitView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly SmgpLayout _layout;

    /// <exception cref="CarrierProtocolException">The body is shorter than its fields say.</exception>
    public SmgpSubmitView(ReadOnlySpan<byte> body, SmgpLayout layout)
    {
        _body = body;
        _layout = layout;
        if (
            body.Length < layout.SubmitDestinations
            || body.Length <= layout.SubmitLength(body[layout.SubmitDestinationCount])
            || body.Length < ContentStart + body[ContentStart - 1]
        )
        {
            throw new CarrierProtocolException($"Submit body of {body.Length} octets.");
        }
    }

    public bool NeedsReport => _body[1] == 1;

    public byte Format => _body[_layout.SubmitFormat];

    public string Source => FixedText.ReadShared(_body.Slice(_layout.SubmitSource, SmgpLayout.NumberWidth));

    public int DestinationCount => _body[_layout.SubmitDestinationCount];

    public ReadOnlySpan<byte> Content => _body.Slice(ContentStart, _body[ContentStart - 1]);

    public bool HasUserDataHeader =>
        SmgpOptions.Find(Options, SmgpTag.UserDataHeaderIndicator) is [var flag, ..] && flag != 0;

    private int ContentStart => _layout.SubmitLength(DestinationCount) + 1;

    private ReadOnlySpan<byte> Options
    {
        get
        {
            var start = ContentStart + Content.Length + SmgpLayout.ReserveWidth;
            return start < _body.Length ? _body[start..] : default;
        }
    }

    public string Destination(int index) =>
        FixedText.Read(
            _body.Slice(_layout.SubmitDestinations + (index * SmgpLayout.NumberWidth), SmgpLayout.NumberWidth)
        );

    public SmgpSubmit ToSubmit()
    {
        var destinations = new string[DestinationCount];
        for (var index = 0; index < destinations.Length; index++)
        {
            destinations[index] = Destination(index);
        }

        return new SmgpSubmit
        {
            MessageType = _body[0],
            NeedReport = _body[1],
            Priority = _body[2],
            ServiceId = FixedText.ReadShared(_body.Slice(SmgpLayout.SubmitServiceId, 10)),
            FeeType = FixedText.ReadShared(_body.Slice(SmgpLayout.SubmitFeeType, 2)),
            FeeCode = FixedText.ReadShared(_body.Slice(SmgpLayout.SubmitFeeCode, 6)),
            FixedFee = _layout.HasFixedFee
                ? FixedText.ReadShared(_body.Slice(SmgpLayout.SubmitFixedFee, 6))
                : "",
            Format = Format,
            ValidTime = FixedText.Read(_body.Slice(_layout.SubmitValidTime, SmgpLayout.TimeWidth)),
            AtTime = FixedText.Read(_body.Slice(_layout.SubmitAtTime, SmgpLayout.TimeWidth)),
            Source = Source,
            ChargeNumber = FixedText.Read(_body.Slice(_layout.SubmitCharge, SmgpLayout.NumberWidth)),
            Destinations = destinations,
            Content = Content.ToArray(),
            Options = SmgpOptions.ReadAll(Options),
        };
    }
}
