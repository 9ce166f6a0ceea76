using Xunit;
using Yixun.LoadTest;
using Yixun.LoadTest.Sites;

namespace Yixun.Site.Tests;

/// <summary>Another function process of the site, while the tests of a class run.</summary>
public sealed class SecondFunctions(SiteFixture fixture) : IAsyncLifetime
{
    private SiteProcess? _process;

    public Uri Url { get; private set; } = null!;

    internal LoadTest.Sites.Site Site => fixture.Site;

    public async ValueTask InitializeAsync()
    {
        Url = await fixture.Site.AddFunctionsAsync(TestContext.Current.CancellationToken);
        _process = fixture.Site.Functions[^1];
    }

    public async ValueTask DisposeAsync() => await (_process?.StopAsync() ?? Task.FromResult(0));

    /// <summary>A system that submits to the first process, and to this one.</summary>
    internal (SignedClient First, SignedClient Second) Clients(string key, string secret) =>
        (new SignedClient(fixture.Site.Url, key, secret, 8), new SignedClient(Url, key, secret, 8));
}
