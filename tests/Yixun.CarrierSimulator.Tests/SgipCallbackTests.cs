using Xunit;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

public sealed class SgipCallbackTests
{
    /// <summary>Connections of both directions break again and again; no report and no reply is lost.</summary>
    [Fact]
    public async Task Gateway_connects_back_until_every_report_and_reply_is_taken()
    {
        const int count = 60;
        await using var session = await SimulatorSession.StartAsync(
            "sgip",
            new GatewayBehaviour
            {
                ReportDelay = 50,
                ReportJitter = 100,
                RetrySeconds = 0.2,
            }
        );
        for (var index = 1; index <= count; index++)
        {
            await session.SubmitAsync($"message {index}", messageId: index);
            session.Host.Reply("13800138000", "1069", $"reply {index}");
            if (index % 15 == 0)
            {
                session.Host.Disconnect("mobile");
            }
        }

        await session.UntilAsync(() => session.Outcomes.Count == count, "answered");
        var accepted = session.Answers.Select(answer => answer.CarrierId).OfType<string>().ToHashSet();
        await session.UntilAsync(
            () => accepted.IsSubsetOf(session.Reports.Select(report => report.CarrierId)),
            "every accepted segment reported"
        );
        await session.UntilAsync(
            () => session.Inbound.Select(inbound => inbound.Text).Distinct().Count() == count,
            "every reply taken"
        );
        var totals = session.Host.TotalsOf("mobile");
        Assert.True(totals.Logins >= 4, $"{totals}");
        Assert.Equal(0, totals.GivenUp);
        Assert.Equal(0, session.Host.WitnessTotals!.Repeated);
    }

    [Fact]
    public async Task Gateway_that_is_away_does_not_connect_back()
    {
        await using var session = await SimulatorSession.StartAsync("sgip", new GatewayBehaviour());
        await session.UntilAsync(() => session.Host.TotalsOf("mobile").Logins == 2, "both directions bound");
        await session.Host.ListenAsync("mobile", false, TestContext.Current.CancellationToken);
        session.Host.Disconnect("mobile");
        session.Host.Reply("13800138000", "1069", "T");
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.Empty(session.Inbound);
        await session.Host.ListenAsync("mobile", true, TestContext.Current.CancellationToken);
        await session.UntilAsync(() => session.Inbound.Count == 1, "replied");
    }
}
