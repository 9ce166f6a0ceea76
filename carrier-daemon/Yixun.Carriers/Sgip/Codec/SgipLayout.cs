namespace Yixun.Carriers.Sgip.Codec;

/// <summary>Offsets in the body and widths (SGIP 1.2 §4.2.3).</summary>
internal static class SgipLayout
{
    public const int NumberWidth = 21;
    public const int NameWidth = 16;
    public const int ReserveWidth = 8;
    public const int BindSize = 41;
    public const int ResponseSize = 9;
    public const int SubmitUserCount = 42;
    public const int SubmitUserNumbers = 43;

    /// <summary>Offsets behind the list of numbers.</summary>
    public const int CorpId = 0;
    public const int ServiceType = 5;
    public const int FeeType = 15;
    public const int FeeValue = 16;
    public const int GivenValue = 22;
    public const int AgentFlag = 28;
    public const int MoreLate = 29;
    public const int Priority = 30;
    public const int ExpireTime = 31;
    public const int ScheduleTime = 47;
    public const int ReportFlag = 63;
    public const int ProtocolId = 64;
    public const int Udhi = 65;
    public const int Coding = 66;
    public const int MessageType = 67;
    public const int ContentLength = 68;
    public const int Content = 72;

    public const int DeliverUdhi = 43;
    public const int DeliverCoding = 44;
    public const int DeliverLength = 45;
    public const int DeliverContent = 49;
    public const int ReportSize = 44;

    /// <summary>Offset of the fields behind the list.</summary>
    public static int AfterNumbers(int count) => SubmitUserNumbers + (NumberWidth * count);
}
