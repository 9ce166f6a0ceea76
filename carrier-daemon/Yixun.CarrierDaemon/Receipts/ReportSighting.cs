namespace Yixun.CarrierDaemon.Receipts;

/// <summary>What is remembered of the segment that a report is about.</summary>
/// <param name="First">It is known, and this is its first report.</param>
/// <param name="AcceptedMinute">Unix minute in which the carrier took it.</param>
internal readonly record struct ReportSighting(bool First, int AcceptedMinute);
