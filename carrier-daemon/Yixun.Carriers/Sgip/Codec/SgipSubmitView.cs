using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Carriers.Sgip.Codec;

/// <summary>Reads a Submit where it lies in the receive buffer; nothing is copied until a property is asked for.</summary>
internal readonly ref struct SgipSubmitView
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly ReadOnlySpan<byte> _rest;

    /// <exception cref="CarrierProtocolException">The body is shorter than its fields say.</exception>
    public SgipSubmitView(ReadOnlySpan<byte> body)
    {
        _body = body;
        if (
            body.Length < SgipLayout.SubmitUserNumbers
            || body.Length < SgipLayout.AfterNumbers(body[SgipLayout.SubmitUserCount]) + SgipLayout.Content
        )
        {
            throw new CarrierProtocolException($"Submit body of {body.Length} octets.");
        }

        _rest = body[SgipLayout.AfterNumbers(UserCount)..];
        if (
            BinaryPrimitives.ReadUInt32BigEndian(_rest[SgipLayout.ContentLength..])
            > _rest.Length - SgipLayout.Content
        )
        {
            throw new CarrierProtocolException("Submit is shorter than its content.");
        }
    }

    public int UserCount => _body[SgipLayout.SubmitUserCount];

    public string SpNumber => FixedText.ReadShared(_body[..SgipLayout.NumberWidth]);

    public byte ReportFlag => _rest[SgipLayout.ReportFlag];

    public bool HasUserDataHeader => (_rest[SgipLayout.Udhi] & 0x41) != 0;

    public byte Coding => _rest[SgipLayout.Coding];

    public ReadOnlySpan<byte> Content =>
        _rest.Slice(
            SgipLayout.Content,
            (int)BinaryPrimitives.ReadUInt32BigEndian(_rest[SgipLayout.ContentLength..])
        );

    public string UserNumber(int index) =>
        FixedText.Read(
            _body.Slice(
                SgipLayout.SubmitUserNumbers + (index * SgipLayout.NumberWidth),
                SgipLayout.NumberWidth
            )
        );

    public SgipSubmit ToSubmit()
    {
        var numbers = new string[UserCount];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = UserNumber(index);
        }

        return new SgipSubmit
        {
            SpNumber = SpNumber,
            ChargeNumber = FixedText.Read(_body.Slice(SgipLayout.NumberWidth, SgipLayout.NumberWidth)),
            UserNumbers = numbers,
            CorpId = FixedText.ReadShared(_rest[..5]),
            ServiceType = FixedText.ReadShared(_rest.Slice(SgipLayout.ServiceType, 10)),
            FeeType = _rest[SgipLayout.FeeType],
            FeeValue = FixedText.ReadShared(_rest.Slice(SgipLayout.FeeValue, 6)),
            GivenValue = FixedText.ReadShared(_rest.Slice(SgipLayout.GivenValue, 6)),
            AgentFlag = _rest[SgipLayout.AgentFlag],
            MoreLateToMtFlag = _rest[SgipLayout.MoreLate],
            Priority = _rest[SgipLayout.Priority],
            ExpireTime = FixedText.Read(_rest.Slice(SgipLayout.ExpireTime, 16)),
            ScheduleTime = FixedText.Read(_rest.Slice(SgipLayout.ScheduleTime, 16)),
            ReportFlag = ReportFlag,
            ProtocolId = _rest[SgipLayout.ProtocolId],
            UserDataHeaderIndicator = _rest[SgipLayout.Udhi],
            Coding = Coding,
            MessageType = _rest[SgipLayout.MessageType],
            Content = Content.ToArray(),
        };
    }
}
