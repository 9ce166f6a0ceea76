using System.Threading.Channels;
using Xunit;

namespace Yixun.Coordination.Tests.Conformance;

/// <summary>What signals do, wherever the others are.</summary>
public abstract class SiteSignalsConformance
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Signals of one site as two see them.</summary>
    protected abstract (ISiteSignals One, ISiteSignals Other) Signals { get; }

    [Fact]
    public async Task Announce_isHeardByEverybodyElse()
    {
        using var speaker = new Ear(Signals.One);
        using var neighbour = new Ear(Signals.One);
        using var stranger = new Ear(Signals.Other);
        var change = new SiteChange(SiteTopic.Phones, [7, long.MinValue, long.MaxValue]);

        speaker.Port.Announce(change);
        stranger.Port.Announce(SiteChange.Of(SiteTopic.Routes));

        Assert.Equivalent(change, await stranger.NextAsync(SiteTopic.Phones), strict: true);
        Assert.Equivalent(change, await neighbour.NextAsync(SiteTopic.Phones), strict: true);
        // Its own would have come before.
        Assert.Equal(SiteTopic.Routes, (await speaker.NextAsync(null)).Topic);
    }

    [Fact]
    public async Task Announce_manyAtOnce_losesNone()
    {
        const int count = 500;
        using var one = new Ear(Signals.One);
        using var other = new Ear(Signals.Other);

        Parallel.For(0, count, index => one.Port.Announce(new SiteChange(SiteTopic.Staff, [index])));

        var heard = new HashSet<long>();
        while (heard.Count < count)
        {
            heard.Add((await other.NextAsync(SiteTopic.Staff)).Subjects.Single());
        }
    }

    [Fact]
    public async Task Dispose_hearsNoMore()
    {
        using var one = new Ear(Signals.One);
        using var other = new Ear(Signals.Other);
        var gone = new Ear(Signals.Other);
        gone.Dispose();

        one.Port.Announce(SiteChange.Of(SiteTopic.Reference));

        await other.NextAsync(SiteTopic.Reference);
        Assert.Equal(0, gone.Waiting);
    }

    private sealed class Ear : IDisposable
    {
        private readonly Channel<SiteChange> _heard = Channel.CreateUnbounded<SiteChange>();

        public Ear(ISiteSignals signals) => Port = signals.Join(change => _heard.Writer.TryWrite(change));

        public ISignalPort Port { get; }

        public int Waiting => _heard.Reader.Count;

        /// <param name="topic">Passes over what is about others; null: takes any.</param>
        public async Task<SiteChange> NextAsync(SiteTopic? topic)
        {
            while (true)
            {
                var change = await _heard
                    .Reader.ReadAsync(Cancellation)
                    .AsTask()
                    .WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
                if (topic is null || change.Topic == topic)
                {
                    return change;
                }
            }
        }

        public void Dispose() => Port.Dispose();
    }
}
