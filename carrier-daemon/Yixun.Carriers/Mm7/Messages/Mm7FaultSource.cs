namespace Yixun.Carriers.Mm7.Messages;

/// <summary>Who could not handle a request; decides the element inside the SOAP fault.</summary>
public enum Mm7FaultSource : byte
{
    /// <summary>The MMSC: RSErrorRsp.</summary>
    RelayServer,

    /// <summary>We: VASPErrorRsp.</summary>
    Vasp,
}
