namespace Yixun.Carriers.Mm7.Messages;

/// <summary>A request that was not understood or not handled: RSErrorRsp or VASPErrorRsp in a SOAP fault, or alone.</summary>
public sealed record Mm7Fault : Mm7Message
{
    public Mm7FaultSource Source { get; init; }

    /// <summary>Local part of faultcode ("Client", "Server"); empty when there was no SOAP fault.</summary>
    public string FaultCode { get; init; } = "";

    public string FaultText { get; init; } = "";

    /// <summary>Null when the fault comes from the HTTP server and not from MM7.</summary>
    public Mm7Status? Status { get; init; }
}
