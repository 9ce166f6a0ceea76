using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;
using Yixun.LoadTest.Tracing;

namespace Yixun.Standalone.Tests;

/// <summary>A message is one trace from its request to its report; log lines name the trace of their request.</summary>
public sealed class TracingTests(PlatformFixture platform)
{
    private const string Text = "请到3号窗口取药。";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trace_of_the_caller_goes_on_to_the_report_with_each_step_within_the_one_before()
    {
        await using var collector = new OtlpCollector();
        await using var own = await StartAsync(collector, ratio: 0);
        using var client = new SignedClient(own, 4);
        var (traced, declined, unasked) = (TracedRoad.NewTraceId(), TracedRoad.NewTraceId(), "13800138777");

        await TracedRoad.SubmitAsync(
            client,
            unasked,
            Text,
            TracedRoad.Header(declined, sampled: false),
            Cancellation
        );
        await TracedRoad.SubmitAsync(
            client,
            "13800138778",
            Text,
            TracedRoad.Header(traced, sampled: true),
            Cancellation
        );
        var spans = await TracedRoad.SpansAsync(collector, traced, Cancellation);

        for (var step = 1; step < TracedRoad.Steps.Count; step++)
        {
            var within = Assert.Single(spans, span => span.Name == TracedRoad.Steps[step - 1]);
            Assert.Equal(
                within.SpanId,
                Assert.Single(spans, span => span.Name == TracedRoad.Steps[step]).ParentId
            );
        }

        Assert.All(collector.All, span => Assert.Equal(traced, span.TraceId));
        Assert.All(spans, span => Assert.Equal("yixun-standalone", span.Service));
        Assert.False(collector.Holds("13800138778"));
        Assert.False(collector.Holds("窗口"));
    }

    [Fact]
    public async Task Request_without_a_trace_begins_one_where_the_ratio_says_so()
    {
        await using var collector = new OtlpCollector();
        await using var own = await StartAsync(collector, ratio: 1);
        using var client = new SignedClient(own, 4);
        await client.SubmitBatchAsync(Bodies.Batch(800_000, 1, "care"), Cancellation);

        await LoadTest.Sites.Site.UntilAsync(
            () => Task.FromResult(collector.All.Any(span => span.Name == "report")),
            "a trace",
            Cancellation
        );

        var report = collector.All.First(span => span.Name == "report");
        Assert.Contains(
            collector.Of(report.TraceId),
            span => span.Name.StartsWith("Submit", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Log_line_of_a_request_names_its_trace_sampled_or_not(bool sampled)
    {
        var trace = TracedRoad.NewTraceId();
        using var console = await platform.SignInAsync();
        console.DefaultRequestHeaders.Add("traceparent", TracedRoad.Header(trace, sampled));
        using var answer = await console.PutAsync(
            new Uri($"/api/admin/systems/traced-{(sampled ? "one" : "two")}", UriKind.Relative),
            System.Net.Http.Json.JsonContent.Create(new { name = "测试", defaultSignature = "医讯演示" }),
            Cancellation
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));

        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(platform.Data, "logs")))
        {
            await using var log = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var reader = new StreamReader(log);
            lines.AddRange((await reader.ReadToEndAsync(Cancellation)).Split('\n'));
        }

        Assert.Contains(
            lines.Where(line => line.Contains(trace, StringComparison.Ordinal)),
            line => (string?)JsonNode.Parse(line)!["@tr"] == trace
        );
    }

    private static Task<Platform> StartAsync(OtlpCollector collector, double ratio) =>
        Platform.StartAsync(
            PlatformFixture.AssemblyOf("Yixun.Standalone"),
            Platform.OpenLanes + $",\"Tracing\":{{\"Endpoint\":\"{collector.Endpoint}\",\"Ratio\":{ratio}}}",
            null,
            0,
            Cancellation
        );
}
