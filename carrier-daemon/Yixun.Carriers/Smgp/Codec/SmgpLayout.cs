namespace Yixun.Carriers.Smgp.Codec;

/// <summary>Offsets in the body and widths (SMGP 3.0.3 §5.3.1, §5.4.1).</summary>
/// <param name="HasFixedFee">False in version 1.3: everything after FeeCode stands 6 octets further ahead.</param>
internal readonly record struct SmgpLayout(bool HasFixedFee)
{
    public const int NumberWidth = 21;
    public const int TimeWidth = 17;
    public const int ReserveWidth = 8;
    public const int SubmitServiceId = 3;
    public const int SubmitFeeType = 13;
    public const int SubmitFeeCode = 15;
    public const int SubmitFixedFee = 21;
    public const int DeliverIsReport = 10;
    public const int DeliverFormat = 11;
    public const int DeliverTime = 12;
    public const int DeliverSource = 26;
    public const int DeliverDestination = 47;
    public const int DeliverLength = 68;
    public const int DeliverContent = 69;

    private const byte OldVersion = 0x13;

    public static SmgpLayout Of(byte version) => new(version != OldVersion);

    private int Shift => HasFixedFee ? 6 : 0;

    public int SubmitFormat => 21 + Shift;
    public int SubmitValidTime => 22 + Shift;
    public int SubmitAtTime => 39 + Shift;
    public int SubmitSource => 56 + Shift;
    public int SubmitCharge => 77 + Shift;
    public int SubmitDestinationCount => 98 + Shift;
    public int SubmitDestinations => 99 + Shift;

    /// <summary>Offset of MsgLength.</summary>
    public int SubmitLength(int destinations) => SubmitDestinations + (NumberWidth * destinations);
}
