using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Coordination.InProcess;

namespace Yixun.Coordination.Tests.InProcess;

public sealed class NonceMemoryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_sameNonceWithinTheTolerance_isRefused()
    {
        var store = new NonceMemory(_time);
        var hash = NonceHash.Of("demo", "0123456789abcdef");

        Assert.True(store.TryTake(hash));
        _time.Advance(TimeSpan.FromSeconds(599));
        Assert.False(store.TryTake(hash));
        // The young set has become the old one: still remembered.
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(store.TryTake(hash));
    }

    [Fact]
    public void TryTake_sameNonceOfAnotherKey_isAccepted()
    {
        var store = new NonceMemory(_time);

        Assert.True(store.TryTake(NonceHash.Of("his", "0123456789abcdef")));
        Assert.True(store.TryTake(NonceHash.Of("lis", "0123456789abcdef")));
    }

    [Fact]
    public void TryTake_afterTheTimestampCanNoLongerBeGood_forgets()
    {
        var store = new NonceMemory(_time);
        var first = NonceHash.Of("demo", "0123456789abcdef");
        store.TryTake(first);

        _time.Advance(TimeSpan.FromSeconds(601));
        store.TryTake(NonceHash.Of("demo", "another-nonce-16"));
        _time.Advance(TimeSpan.FromSeconds(601));
        store.TryTake(NonceHash.Of("demo", "a-third-nonce-16"));

        Assert.True(store.TryTake(first));
    }

    [Fact]
    public void TryTake_manyThreads_acceptEachOnce()
    {
        var store = new NonceMemory(_time);
        var accepted = 0;

        Parallel.For(
            0,
            8_000,
            index =>
            {
                if (store.TryTake(NonceHash.Of("demo", $"nonce-{index % 1000:D12}")))
                {
                    Interlocked.Increment(ref accepted);
                }
            }
        );

        Assert.Equal(1000, accepted);
    }
}
