using System.Buffers;
using Yixun.CarrierSimulator.Gateways;

namespace Yixun.CarrierSimulator.Protocols;

/// <summary>How a gateway talks on one connection. Called under the connection's lock.</summary>
internal abstract class GatewayDialect
{
    /// <summary>Longest PDU that is taken.</summary>
    protected const int MaxLength = 8192;

    /// <summary>Result that says "too fast".</summary>
    public abstract uint FlowControl { get; }

    /// <summary>Result that says "malformed".</summary>
    public abstract uint Malformed { get; }

    /// <summary>Status of a login that says "no more connections".</summary>
    public abstract uint TooManyConnections { get; }

    /// <summary>Interprets the first PDU.</summary>
    /// <returns>Its length; 0 when octets are missing.</returns>
    /// <exception cref="Carriers.Links.CarrierProtocolException">It can't be one, or has no place here.</exception>
    public abstract int Interpret(ReadOnlySpan<byte> unread, GatewayConnection connection);

    /// <summary>Writes the login of a connection that the gateway opens to an SP.</summary>
    public virtual void Call(GatewayAccount account, IBufferWriter<byte> output) =>
        throw new NotSupportedException("Gateways of this protocol do not call.");

    public abstract void WriteSubmitResponse(
        IBufferWriter<byte> output,
        in SubmitKey key,
        SubmitAnswer answer
    );

    public abstract void WriteDelivery(IBufferWriter<byte> output, uint sequence, PendingDelivery delivery);

    /// <summary>Any harmless PDU.</summary>
    public abstract void WriteNothing(IBufferWriter<byte> output, uint sequence);
}
