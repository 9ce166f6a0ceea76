namespace Yixun.CarrierSimulator.Protocols;

/// <summary>A status report on its way.</summary>
/// <param name="Submit">Key of the submit that it is about.</param>
/// <param name="Id">Id of the message here.</param>
/// <param name="Status">Status word.</param>
/// <param name="Minute">YYMMDDHHMM, of both times.</param>
internal sealed record PendingReport(
    SubmitKey Submit,
    ulong Id,
    string Status,
    string Minute,
    string Destination
);
