using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>A response to write on a connection, or a delivery to queue for an account, at a later time.</summary>
internal readonly record struct DelayedAction(
    GatewayConnection? Connection,
    SubmitKey Key,
    SubmitAnswer Answer,
    GatewayAccount? Account,
    PendingDelivery? Delivery
);
