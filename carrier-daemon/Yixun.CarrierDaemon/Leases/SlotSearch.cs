namespace Yixun.CarrierDaemon.Leases;

/// <summary>
/// What the connections of one process know of the slots of one use, so that they don't all ask. Guarded by
/// <see cref="Turn"/>.
/// </summary>
internal sealed class SlotSearch
{
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>When a search last found none; null: the last one found one.</summary>
    public long? FailedAt { get; set; }

    /// <summary>Why it found none.</summary>
    public string Reason { get; set; } = "";
}
