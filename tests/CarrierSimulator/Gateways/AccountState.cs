namespace Yixun.CarrierSimulator.Gateways;

/// <param name="SpId">Login name.</param>
/// <param name="Bound">Connections that are logged in; 0 with MM7.</param>
/// <param name="Waiting">Reports and replies not sent yet.</param>
/// <param name="ReportUrl">MM7: where reports go; null when it is not known.</param>
internal sealed record AccountState(string SpId, int Bound, int Waiting, Uri? ReportUrl = null);
