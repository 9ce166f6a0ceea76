using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>A report to be parked.</summary>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Tally">Of the call that brought it.</param>
internal sealed record ReceiptParking(CarrierReportResult Report, long At, ReceiptTally Tally);
