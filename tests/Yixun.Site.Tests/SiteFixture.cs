using Xunit;
using Yixun.LoadTest;
using Yixun.LoadTest.Sites;
using Yixun.LoadTest.Tracing;
using Yixun.Site.Tests;

[assembly: AssemblyFixture(typeof(SiteFixture))]

namespace Yixun.Site.Tests;

/// <summary>One running site of real parts, for all tests that break nothing for long.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    /// <summary>Where the site's spans go: those that a caller asks for.</summary>
    internal OtlpCollector Collector { get; } = new();

    internal LoadTest.Sites.Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Site = await LoadTest.Sites.Site.StartAsync(
            Platform.OpenLanes + $",\"Tracing\":{{\"Endpoint\":\"{Collector.Endpoint}\",\"Ratio\":0}}",
            durable: false,
            connections: 2,
            window: 32,
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        if (Site is not null)
        {
            await Site.DisposeAsync();
        }

        await Collector.DisposeAsync();
    }
}
