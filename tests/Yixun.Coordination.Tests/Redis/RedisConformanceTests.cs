using Xunit;
using Yixun.Coordination.Tests.Conformance;

namespace Yixun.Coordination.Tests.Redis;

public sealed class RedisServer : RealParts.RedisServer, IAsyncLifetime;

public sealed class RedisRequestGateTests(RedisServer redis)
    : RequestGateConformance,
        IClassFixture<RedisServer>,
        IAsyncLifetime
{
    private readonly string _prefix = $"{Guid.NewGuid():N}:";
    private SiteMember _one = null!;
    private SiteMember _other = null!;

    protected override (IRequestGate One, IRequestGate Other) Gates => (_one.Gate, _other.Gate);

    public async ValueTask InitializeAsync()
    {
        _one = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        _other = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
    }

    public async ValueTask DisposeAsync()
    {
        // It was Redis that counted.
        Assert.Null(_one.Sharing.Trouble);
        Assert.Null(_other.Sharing.Trouble);
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }
}

public sealed class RedisSignalsTests(RedisServer redis)
    : SiteSignalsConformance,
        IClassFixture<RedisServer>,
        IAsyncLifetime
{
    private readonly string _prefix = $"{Guid.NewGuid():N}:";
    private SiteMember _one = null!;
    private SiteMember _other = null!;

    protected override (ISiteSignals One, ISiteSignals Other) Signals => (_one.Signals, _other.Signals);

    public async ValueTask InitializeAsync()
    {
        _one = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
        _other = await SiteMember.StartAsync(redis.ConnectionString, _prefix);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.True(Signals.One.IsComplete && Signals.Other.IsComplete);
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }
}
