using Xunit;
using Yixun.LoadTest.Chaos;

namespace Yixun.Site.Tests;

/// <summary>The short form of <c>./bench chaos --profile production</c>.</summary>
[Collection("site")]
public sealed class ChaosTests
{
    [Fact]
    public async Task KillingEachPartUnderLoad_losesNothing_andSendsNothingTwice()
    {
        var outcome = await new SiteChaosRun(kills: 1, messages: 6_000, seed: 7).RunAsync(
            TestContext.Current.CancellationToken
        );

        Assert.Empty(outcome.Broken);
        Assert.Equal(5, outcome.Kills);
        Assert.Equal((0, 0), (outcome.Lost, outcome.Twice));
    }
}
