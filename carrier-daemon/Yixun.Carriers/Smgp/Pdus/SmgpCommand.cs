namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>RequestID of the PDUs between an SP and its gateway (SMGP 3.0.3 §5). Bit 31 marks a response.</summary>
internal enum SmgpCommand : uint
{
    Login = 0x0000_0001,
    LoginResponse = 0x8000_0001,
    Submit = 0x0000_0002,
    SubmitResponse = 0x8000_0002,
    Deliver = 0x0000_0003,
    DeliverResponse = 0x8000_0003,
    ActiveTest = 0x0000_0004,
    ActiveTestResponse = 0x8000_0004,
    Exit = 0x0000_0006,
    ExitResponse = 0x8000_0006,
    Query = 0x0000_0007,
    QueryResponse = 0x8000_0007,
}
