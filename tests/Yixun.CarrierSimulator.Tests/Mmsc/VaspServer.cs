using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Messages;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Mmsc;

namespace Yixun.CarrierSimulator.Tests.Mmsc;

/// <summary>The product's own reading of what an MMSC posts, behind an HTTP server.</summary>
internal sealed class VaspServer : IMm7Handler, IAsyncDisposable
{
    private readonly GatewayPort _port = new(IPAddress.Loopback, 0);
    private readonly Mm7Inbound _inbound;
    private MmscListener? _listener;

    private VaspServer() => _inbound = new Mm7Inbound(new Mm7InboundSettings(), this);

    public Uri Address => new($"http://127.0.0.1:{_port.Number}/vasp");

    /// <summary>False answers 503 with StatusCode 3000.</summary>
    public bool Stores { get; set; } = true;

    public ConcurrentQueue<Mm7Message> Messages { get; } = new();

    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Called first with each report.</summary>
    public Action<Mm7DeliveryReportReq> OnReport { get; set; } = static _ => { };

    public IReadOnlyList<Mm7DeliveryReportReq> Reports => [.. Messages.OfType<Mm7DeliveryReportReq>()];

    public static async Task<VaspServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new VaspServer();
        server._listener = await MmscListener.StartAsync(
            server._port.Take(),
            server.HandleAsync,
            cancellationToken
        );
        return server;
    }

    public Task OnDeliveryReportAsync(Mm7DeliveryReportReq report, CancellationToken cancellationToken)
    {
        OnReport(report);
        return Keep(report);
    }

    public Task OnReadReplyAsync(Mm7ReadReplyReq report, CancellationToken cancellationToken) => Keep(report);

    public Task OnDeliverAsync(Mm7DeliverReq message, CancellationToken cancellationToken) => Keep(message);

    public async ValueTask DisposeAsync()
    {
        await _listener!.DisposeAsync();
        _port.Dispose();
    }

    private Task Keep(Mm7Message message)
    {
        Messages.Enqueue(message);
        return Stores ? Task.CompletedTask : throw new InvalidOperationException("The store is away.");
    }

    private async Task HandleAsync(HttpContext context)
    {
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        var answer = await _inbound.HandleAsync(
            context.Request.ContentType,
            context.Request.Body,
            context.RequestAborted
        );
        context.Response.StatusCode = answer.HttpStatus;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
