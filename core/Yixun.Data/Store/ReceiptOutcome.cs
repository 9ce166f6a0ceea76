namespace Yixun.Data.Store;

/// <summary>What a set of receipts changed.</summary>
/// <param name="Submitted">Messages that became Submitted.</param>
/// <param name="Delivered">Messages that became Delivered.</param>
/// <param name="Failed">Messages that became Failed.</param>
/// <param name="Uncertain">Messages that became Uncertain.</param>
/// <param name="Duplicates">Reports that told nothing new.</param>
/// <param name="Parked">Reports whose segment is not known yet.</param>
public readonly record struct ReceiptOutcome(
    int Submitted,
    int Delivered,
    int Failed,
    int Uncertain,
    int Duplicates,
    int Parked
);
