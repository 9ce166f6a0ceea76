using Xunit;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Links;

public sealed class BackoffTests
{
    [Fact]
    public void Next_without_jitter_doubles_to_the_maximum()
    {
        var backoff = new Backoff(
            new BackoffSettings { Jitter = 0, Max = TimeSpan.FromSeconds(5) },
            new Random(1)
        );
        var waits = Enumerable.Range(0, 5).Select(_ => backoff.Next().TotalSeconds);
        Assert.Equal([1, 2, 4, 5, 5], waits);
    }

    [Fact]
    public void Next_with_jitter_stays_inside_its_share()
    {
        var backoff = new Backoff(new BackoffSettings { Jitter = 0.2 }, new Random(7));
        for (var round = 0; round < 1000; round++)
        {
            Assert.InRange(backoff.Next().TotalSeconds, 0.8, 72);
        }
    }

    [Fact]
    public void Next_fatal_is_long_and_stable_connection_begins_again()
    {
        var backoff = new Backoff(new BackoffSettings { Jitter = 0 }, new Random(1));
        Assert.Equal(TimeSpan.FromMinutes(5), backoff.Next(fatal: true));
        backoff.Next();
        Assert.Equal(2, backoff.Next().TotalSeconds);
        backoff.EndedAfter(TimeSpan.FromSeconds(1));
        Assert.Equal(4, backoff.Next().TotalSeconds);
        backoff.EndedAfter(TimeSpan.FromSeconds(30));
        Assert.Equal(1, backoff.Next().TotalSeconds);
    }
}
