using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Functions.Authentication;

namespace Yixun.Functions.Tests;

public sealed class NonceStoreTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_sameNonceWithinTheTolerance_isRefused()
    {
        var store = new NonceStore(_time);
        var hash = NonceStore.HashOf("demo", "0123456789abcdef");

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
        var store = new NonceStore(_time);

        Assert.True(store.TryTake(NonceStore.HashOf("his", "0123456789abcdef")));
        Assert.True(store.TryTake(NonceStore.HashOf("lis", "0123456789abcdef")));
    }

    [Fact]
    public void TryTake_afterTheTimestampCanNoLongerBeGood_forgets()
    {
        var store = new NonceStore(_time);
        var first = NonceStore.HashOf("demo", "0123456789abcdef");
        store.TryTake(first);

        _time.Advance(TimeSpan.FromSeconds(601));
        store.TryTake(NonceStore.HashOf("demo", "another-nonce-16"));
        _time.Advance(TimeSpan.FromSeconds(601));
        store.TryTake(NonceStore.HashOf("demo", "a-third-nonce-16"));

        Assert.True(store.TryTake(first));
    }

    [Fact]
    public void TryTake_manyThreads_acceptEachOnce()
    {
        var store = new NonceStore(_time);
        var accepted = 0;

        Parallel.For(
            0,
            8_000,
            index =>
            {
                if (store.TryTake(NonceStore.HashOf("demo", $"nonce-{index % 1000:D12}")))
                {
                    Interlocked.Increment(ref accepted);
                }
            }
        );

        Assert.Equal(1000, accepted);
    }
}
