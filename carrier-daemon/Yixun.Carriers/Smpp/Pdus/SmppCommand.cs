namespace Yixun.Carriers.Smpp.Pdus;

/// <summary>command_id (SMPP 3.4 §5.1.2.1). Bit 31 marks a response.</summary>
internal enum SmppCommand : uint
{
    GenericNack = 0x8000_0000,
    BindReceiver = 0x0000_0001,
    BindReceiverResponse = 0x8000_0001,
    BindTransmitter = 0x0000_0002,
    BindTransmitterResponse = 0x8000_0002,
    SubmitSm = 0x0000_0004,
    SubmitSmResponse = 0x8000_0004,
    DeliverSm = 0x0000_0005,
    DeliverSmResponse = 0x8000_0005,
    Unbind = 0x0000_0006,
    UnbindResponse = 0x8000_0006,
    BindTransceiver = 0x0000_0009,
    BindTransceiverResponse = 0x8000_0009,
    EnquireLink = 0x0000_0015,
    EnquireLinkResponse = 0x8000_0015,
    AlertNotification = 0x0000_0102,
    DataSm = 0x0000_0103,
    DataSmResponse = 0x8000_0103,
}
