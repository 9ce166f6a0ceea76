namespace Yixun.Core.Security;

/// <summary>Every encrypted field of the database. The numbers are part of the nonce: never reuse one.</summary>
public enum CipherField
{
    MessagePhone = 1,
    MessageContent = 2,
    BatchContent = 3,
    BatchRejections = 4,
    InboundPhone = 5,
    InboundContent = 6,
    SystemSecret = 7,
    BlacklistPhone = 8,
    OptOutPhone = 9,
    PortedPhone = 10,
    InboundRaw = 11,
    ChannelSecret = 12,
    MmsPart = 13,
    CallbackBody = 14,
    SignatureDocument = 15,
    AlertAddress = 16,
    InboundPart = 17,
    CallbackSecret = 18,
    MmsFallback = 19,
    ChannelTestPhone = 20,
}
