using System.Diagnostics.CodeAnalysis;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Tests;

/// <summary>A report that remembers how it was answered.</summary>
internal sealed class FakeReport : CarrierReport
{
    [SetsRequiredMembers]
    public FakeReport(string carrierId)
    {
        CarrierId = carrierId;
        Status = "DELIVRD";
        Destination = "13800000000";
        ReceivedAt = DateTimeOffset.UnixEpoch;
    }

    public bool? Answered { get; private set; }

    public override void Acknowledge(bool stored) => Answered = stored;
}
