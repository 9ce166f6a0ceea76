using Xunit;
using Yixun.LoadTest.Chaos;

namespace Yixun.Standalone.Tests;

/// <summary>
/// Kills the process without warning: under load, while it starts again, and while it stops (guarantees G1, G2 and G3).
/// <c>./bench chaos</c> does the same more often.
/// </summary>
public sealed class CrashTests
{
    private const int Kills = 3;
    private const int Messages = 6_000;

    [Fact]
    public async Task Kill_underLoadWhileStartingAndWhileStopping_everyAcceptedMessageEndsAndNoneComesTwice()
    {
        var outcome = await new ChaosRun(
            PlatformFixture.AssemblyOf("Yixun.Standalone"),
            PlatformFixture.AssemblyOf("Yixun.CarrierSimulator"),
            Kills,
            Messages,
            Random.Shared.Next()
        ).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Broken);
        Assert.Equal(Kills, outcome.Kills);
        Assert.InRange(outcome.Accepted, Messages, long.MaxValue);
    }
}
