namespace Yixun.Data.Store;

/// <summary>A report of which only the carrier's id is known.</summary>
/// <param name="ChannelId">Where it came in.</param>
/// <param name="CarrierId">The carrier's id of the segment.</param>
/// <param name="Status">Status word; <see cref="Read"/> tells that the receiver read an MMS.</param>
/// <param name="At">Unix milliseconds.</param>
public readonly record struct CarrierReportResult(string ChannelId, string CarrierId, string Status, long At)
{
    /// <summary>No carrier's word: parked reports keep it as their status.</summary>
    public const string Read = "#read";

    public bool IsRead => Status == Read;
}
