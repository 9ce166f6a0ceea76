namespace Yixun.Carriers.Sgip.Pdus;

/// <summary>Command ID of the PDUs between an SP and its SMG (SGIP 1.2 §4.2). Bit 31 marks a response.</summary>
internal enum SgipCommand : uint
{
    Bind = 0x0000_0001,
    BindResponse = 0x8000_0001,
    Unbind = 0x0000_0002,
    UnbindResponse = 0x8000_0002,
    Submit = 0x0000_0003,
    SubmitResponse = 0x8000_0003,
    Deliver = 0x0000_0004,
    DeliverResponse = 0x8000_0004,
    Report = 0x0000_0005,
    ReportResponse = 0x8000_0005,

    /// <summary>UserRpt: a subscriber was suspended, restored or cancelled.</summary>
    UserReport = 0x0000_0011,
    UserReportResponse = 0x8000_0011,
}
