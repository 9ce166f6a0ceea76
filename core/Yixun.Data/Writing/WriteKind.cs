namespace Yixun.Data.Writing;

/// <summary>What the writer is asked to do, for its meters.</summary>
public enum WriteKind
{
    Accept,
    Dispatch,
    Claim,
    Receipts,
    Index,
    Sweep,
    Other,
}
