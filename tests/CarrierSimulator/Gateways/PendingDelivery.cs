using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>A report or a reply on its way to the SP, kept until it is answered with 0.</summary>
internal sealed class PendingDelivery
{
    /// <summary>Id of the delivery; the same on every try.</summary>
    public required ulong DeliveryId { get; init; }

    /// <summary>Our access number.</summary>
    public required string Access { get; init; }

    /// <summary>The subscriber.</summary>
    public required string Phone { get; init; }

    /// <summary>Set for a report.</summary>
    public PendingReport? Report { get; init; }

    /// <summary>Set for a reply.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    public byte Format { get; init; }

    public bool HasHeader { get; init; }

    /// <summary>Times it was sent.</summary>
    public int Tries { get; set; }
}
