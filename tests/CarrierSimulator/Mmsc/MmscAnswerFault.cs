namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>What goes wrong with the answer to a message that was taken.</summary>
internal enum MmscAnswerFault : byte
{
    None,

    /// <summary>The connection is cut instead.</summary>
    Cut,

    /// <summary>Nothing is answered for as long as the client waits.</summary>
    Silence,

    /// <summary>Half of it, then the connection is cut.</summary>
    Half,

    /// <summary>HTTP 500 without SOAP.</summary>
    HttpError,

    /// <summary>HTTP 200 with something that is no SOAP.</summary>
    Garbage,

    /// <summary>Longer than clients accept.</summary>
    Oversize,
}
