namespace Yixun.Carriers.Links;

/// <summary>The peer sent something that can't be a PDU of its protocol; the connection must be closed.</summary>
public sealed class CarrierProtocolException : Exception
{
    public CarrierProtocolException(string message)
        : base(message) { }

    public CarrierProtocolException(string message, Exception innerException)
        : base(message, innerException) { }

    public CarrierProtocolException() { }
}
