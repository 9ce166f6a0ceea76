namespace Yixun.Data.Writing;

/// <summary>Order in which operations are written.</summary>
internal enum WriteUrgency
{
    /// <summary>Anything of the Critical and Otp lanes: before everything else.</summary>
    Urgent,

    /// <summary>Moves accepted messages on.</summary>
    Moving,

    /// <summary>Takes new messages in; may be refused.</summary>
    Accepting,

    /// <summary>Upkeep that nobody waits for: a little with every transaction.</summary>
    Background,
}
