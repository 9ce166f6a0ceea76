using Xunit;
using Yixun.LoadTest;
using Yixun.LoadTest.Sites;
using Yixun.Site.Tests;

[assembly: AssemblyFixture(typeof(SiteFixture))]

namespace Yixun.Site.Tests;

/// <summary>One running site of real parts, for all tests that break nothing for long.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    internal LoadTest.Sites.Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Site = await LoadTest.Sites.Site.StartAsync(
            Platform.OpenLanes,
            durable: false,
            connections: 2,
            window: 32,
            TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync() => Site?.DisposeAsync() ?? ValueTask.CompletedTask;
}
