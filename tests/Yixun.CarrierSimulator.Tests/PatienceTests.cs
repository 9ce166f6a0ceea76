using Xunit;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>A carrier keeps what an SP does not take for days, however often it was sent in vain.</summary>
public sealed class PatienceTests
{
    public static TheoryData<string> Protocols() => [.. ProtocolLinks.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Report_that_was_refused_many_times_comes_when_the_SP_takes_it(string protocol)
    {
        await using var session = await SimulatorSession.StartAsync(
            protocol,
            new GatewayBehaviour { RetrySeconds = 0.05 }
        );
        session.StoreReports = false;
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Host.TotalsOf("mobile").ReportsSent > 25, "sent in vain");
        session.StoreReports = true;
        await session.UntilAsync(
            () => session.Host.TotalsOf("mobile").ReportsAcknowledged == 1,
            "taken in the end"
        );
        Assert.Equal(0, session.Host.TotalsOf("mobile").GivenUp);
    }
}
