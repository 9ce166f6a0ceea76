namespace Yixun.Core.Alerts;

/// <summary>Where a delivery stands. The numbers are stored.</summary>
public enum AlertDeliveryState : byte
{
    Waiting = 0,
    Delivered = 1,

    /// <summary>Not delivered in all its tries.</summary>
    GivenUp = 2,

    /// <summary>Over before its target wanted to hear of it, or its target is no more.</summary>
    Dropped = 3,
}
