using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>What the receipts of one call changed.</summary>
internal sealed class ReceiptTally
{
    public int Submitted { get; set; }

    public int Delivered { get; set; }

    public int Failed { get; set; }

    public int Uncertain { get; set; }

    public int Duplicates { get; set; }

    public int Parked { get; set; }

    public ReceiptOutcome Outcome => new(Submitted, Delivered, Failed, Uncertain, Duplicates, Parked);
}
