using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yixun.Core.Security;

namespace Yixun.Standalone.Tests;

/// <summary>A hospital system's end of callbacks: keeps what comes, and answers as the test wants.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private CallbackReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens, with a query, which is signed too.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 204;

    /// <summary>Callbacks wait for this before they are answered; null: they don't.</summary>
    public Task? Gate { get; set; }

    /// <summary>What came, the tests of addresses left out.</summary>
    public IReadOnlyList<Received> Callbacks => [.. _received];

    public static async Task<CallbackReceiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        var app = builder.Build();
        var receiver = new CallbackReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        receiver.Url = address + "/his/replies?from=yixun";
        return receiver;
    }

    /// <summary>The callbacks that tell of a text.</summary>
    public IEnumerable<Received> Of(string content) =>
        _received.Where(received => (string?)received.Body["reply"]?["content"] == content);

    /// <summary>Waits for the first callback that tells of a text.</summary>
    public async Task<Received> WaitForAsync(string content, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (Of(content).FirstOrDefault() is { } received)
            {
                return received;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        _received.Enqueue(
            new Received(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString,
                headers["X-Yixun-Callback-Id"].ToString(),
                headers[RequestSignature.KeyHeader].ToString(),
                headers[RequestSignature.TimestampHeader].ToString(),
                headers[RequestSignature.NonceHeader].ToString(),
                headers[RequestSignature.SignatureHeader].ToString(),
                body.ToArray()
            )
        );
        if (Gate is { } gate)
        {
            await gate;
        }

        context.Response.StatusCode = Status;
    }

    /// <summary>One request as it came.</summary>
    internal sealed record Received(
        string Method,
        string PathAndQuery,
        string Id,
        string Key,
        string Timestamp,
        string Nonce,
        string Signature,
        byte[] Octets
    )
    {
        public JsonNode Body => JsonNode.Parse(Octets)!;

        /// <summary>Checks the signature as docs/integration.zh.md tells systems to.</summary>
        public bool IsSignedWith(string secret) =>
            Signature
            == RequestSignature.Compute(
                Encoding.UTF8.GetBytes(secret),
                Method,
                PathAndQuery,
                long.Parse(Timestamp, CultureInfo.InvariantCulture),
                Nonce,
                Octets
            );
    }
}
