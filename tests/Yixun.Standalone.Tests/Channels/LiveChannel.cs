using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Yixun.Standalone.Tests.Channels;

/// <summary>A channel of a test; disposing takes it out of the others' way.</summary>
public sealed class LiveChannel(LiveChannels live, string id) : IAsyncDisposable
{
    public string Id { get; } = id;

    public Task PauseAsync() => DoAsync("pause");

    public Task ResumeAsync() => DoAsync("resume");

    public Task DrainAsync() => DoAsync("drain");

    public Task WeighAsync(int weight) =>
        SetAsync("weight", new JsonObject { ["weight"] = weight, ["reason"] = "测试权重" });

    public Task LimitAsync(int rate) =>
        SetAsync("rate", new JsonObject { ["rate"] = rate, ["reason"] = "测试速率" });

    public async Task<JsonNode> ReadAsync()
    {
        var (status, body) = await live.SendAsync(HttpMethod.Get, $"channels/{Id}");
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    public async ValueTask DisposeAsync() =>
        await live.SendAsync(
            HttpMethod.Post,
            $"channels/{Id}/disable",
            new JsonObject { ["reason"] = "测试结束" }
        );

    private async Task DoAsync(string operation)
    {
        var (status, body) = await live.SendAsync(
            HttpMethod.Post,
            $"channels/{Id}/{operation}",
            new JsonObject { ["reason"] = $"测试 {operation}" }
        );
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
    }

    private async Task SetAsync(string what, JsonObject value)
    {
        var (status, body) = await live.SendAsync(HttpMethod.Put, $"channels/{Id}/{what}", value);
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
    }
}
