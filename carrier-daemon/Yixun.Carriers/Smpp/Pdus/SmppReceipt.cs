namespace Yixun.Carriers.Smpp.Pdus;

/// <summary>A delivery receipt (SMPP 3.4 appendix B and §5.3.2.35).</summary>
/// <param name="MessageId">As the receipt has it.</param>
/// <param name="Status">Status word.</param>
/// <param name="DoneTime">YYMMDDhhmm with or without seconds; empty when absent.</param>
/// <param name="Error">err; empty when absent.</param>
internal readonly record struct SmppReceipt(string MessageId, string Status, string DoneTime, string Error);
