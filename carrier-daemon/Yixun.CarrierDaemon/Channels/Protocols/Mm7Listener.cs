using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Carriers.Mm7;

namespace Yixun.CarrierDaemon.Channels.Protocols;

/// <summary>
/// The HTTP server that one MMSC posts reports, read replies and replies to. Addresses and credentials are checked before
/// a body is read; few bodies are held at a time.
/// </summary>
internal sealed class Mm7Listener(
    IPEndPoint listenOn,
    string user,
    string password,
    IReadOnlyList<IPNetwork> peers
) : IMm7Listener
{
    private const int BodiesAtOnce = 8;
    private const int MaxConnections = 64;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _bodies = new(BodiesAtOnce);
    private WebApplication? _server;

    /// <summary>Where it listens; the port is known once it has started.</summary>
    public IPEndPoint Endpoint { get; private set; } = listenOn;

    public async Task StartAsync(Mm7Inbound inbound, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = HeadersTime;
            // The inbound handler answers a long body in the words of MM7; this ends what goes on for ever.
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Listen(Endpoint);
        });
        var server = builder.Build();
        server.Run(context => HandleAsync(context, inbound));
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        Endpoint = new IPEndPoint(Endpoint.Address, new Uri(server.Urls.Single()).Port);
        _server = server;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is not { } server)
        {
            return;
        }

        using (var limit = new CancellationTokenSource(StopTime))
        {
            await server.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context, Mm7Inbound inbound)
    {
        var (request, response) = (context.Request, context.Response);
        if (Refusal(context) is { } status)
        {
            response.StatusCode = status;
            if (status == StatusCodes.Status401Unauthorized)
            {
                response.Headers.WWWAuthenticate = "Basic realm=\"mm7\"";
            }

            return;
        }

        try
        {
            Mm7Answer answer;
            await _bodies.WaitAsync(context.RequestAborted);
            try
            {
                answer = await inbound.HandleAsync(request.ContentType, request.Body, context.RequestAborted);
            }
            finally
            {
                _bodies.Release();
            }

            response.StatusCode = answer.HttpStatus;
            response.ContentType = answer.ContentType;
            response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            response.StatusCode = exception.StatusCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The MMSC has gone, or we stop: it gets no answer and sends the same again.
            context.Abort();
        }
    }

    /// <summary>HTTP status of a request that is not looked at; null for one that is.</summary>
    private int? Refusal(HttpContext context) =>
        peers.Count > 0 && !IsPeer(context.Connection.RemoteIpAddress) ? StatusCodes.Status403Forbidden
        : user.Length > 0
        && !Mm7BasicCredentials.Matches(context.Request.Headers.Authorization, user, password)
            ? StatusCodes.Status401Unauthorized
        : !HttpMethods.IsPost(context.Request.Method) ? StatusCodes.Status405MethodNotAllowed
        : null;

    private bool IsPeer(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && peers.Any(peer => peer.Contains(plain));
    }

    /// <summary>It starts and stops with its channel, not with signals.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
