using System.Net.Sockets;

namespace Yixun.Carriers.Links;

/// <summary>What a session gets from the connection that it lives on.</summary>
/// <param name="Socket">Logged in.</param>
/// <param name="Inbound">What was received beyond the login.</param>
internal sealed record SessionContext(
    Socket Socket,
    InboundBuffer Inbound,
    ICarrierLinkHandler Handler,
    LinkCounterCells Counters,
    TimeProvider Time
)
{
    /// <summary>The connection's slot; nothing is written once it is lost.</summary>
    public IConnectionSlot Slot { get; init; } = UnsharedSlots.Instance;
}
