namespace Yixun.Carriers.Smpp.Pdus;

/// <summary>Optional parameters that the product writes or reads (SMPP 3.4 §5.3.2).</summary>
internal enum SmppTag : ushort
{
    AdditionalStatusInfo = 0x001D,
    ReceiptedMessageId = 0x001E,
    SarReference = 0x020C,
    SarTotal = 0x020E,
    SarIndex = 0x020F,
    InterfaceVersion = 0x0210,
    NetworkErrorCode = 0x0423,
    MessagePayload = 0x0424,
    MessageState = 0x0427,
}
