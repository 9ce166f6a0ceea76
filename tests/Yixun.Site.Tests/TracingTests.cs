using Xunit;
using Yixun.LoadTest;
using Yixun.LoadTest.Tracing;

namespace Yixun.Site.Tests;

/// <summary>One trace over function process, broker and daemon.</summary>
[Collection("site")]
public sealed class TracingTests(SiteFixture fixture)
{
    [Fact]
    public async Task Spans_of_functions_and_daemon_share_the_trace()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new SignedClient(fixture.Site.Url, fixture.Site.Key, fixture.Site.Secret, 4);
        var trace = TracedRoad.NewTraceId();

        await TracedRoad.SubmitAsync(
            client,
            "13811777001",
            "请到3号窗口取药。",
            TracedRoad.Header(trace, sampled: true),
            cancellation
        );
        var spans = await TracedRoad.SpansAsync(fixture.Collector, trace, cancellation);

        Assert.Equal(
            ["yixun-daemon"],
            spans.Where(span => span.Name == "send").Select(span => span.Service).Distinct()
        );
        Assert.All(
            spans.Where(span => span.Name != "send"),
            span => Assert.Equal("yixun-functions", span.Service)
        );
        Assert.All(fixture.Collector.All, span => Assert.Equal(trace, span.TraceId));
        Assert.False(fixture.Collector.Holds("13811777001"));
    }
}
