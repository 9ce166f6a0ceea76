namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>Command_Id of the PDUs that an SP and its gateway exchange (§8.3). Bit 31 marks a response.</summary>
internal enum CmppCommand : uint
{
    Connect = 0x0000_0001,
    ConnectResponse = 0x8000_0001,
    Terminate = 0x0000_0002,
    TerminateResponse = 0x8000_0002,
    Submit = 0x0000_0004,
    SubmitResponse = 0x8000_0004,
    Deliver = 0x0000_0005,
    DeliverResponse = 0x8000_0005,
    Query = 0x0000_0006,
    QueryResponse = 0x8000_0006,
    Cancel = 0x0000_0007,
    CancelResponse = 0x8000_0007,
    ActiveTest = 0x0000_0008,
    ActiveTestResponse = 0x8000_0008,
}
