using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.CarrierSimulator.Http;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>The HTTP server of an MMSC between coming and going, with the connections it has.</summary>
internal sealed class MmscListener : IAsyncDisposable
{
    private const int MaxConnections = 4096;
    private readonly ConcurrentDictionary<ConnectionContext, bool> _connections = new();
    private readonly WebApplication _web;

    private MmscListener(Socket socket, RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = _ => socket);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            // The reception reads to a limit of its own and answers in MM7.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen((IPEndPoint)socket.LocalEndPoint!, endpoint => endpoint.Use(Track));
        });
        _web = builder.Build();
        _web.Run(handle);
    }

    public int ConnectionCount => _connections.Count;

    /// <summary>Listens on a socket that is bound, and closes it in the end.</summary>
    public static async Task<MmscListener> StartAsync(
        Socket socket,
        RequestDelegate handle,
        CancellationToken cancellationToken
    )
    {
        var listener = new MmscListener(socket, handle);
        try
        {
            await listener._web.StartAsync(cancellationToken);
            return listener;
        }
        catch
        {
            await listener._web.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cuts all connections.</summary>
    /// <returns>How many there were.</returns>
    public int Abort()
    {
        var connections = _connections.Keys.ToArray();
        foreach (var connection in connections)
        {
            connection.Abort(new ConnectionAbortedException("The gateway cuts the connection."));
        }

        return connections.Length;
    }

    public async ValueTask DisposeAsync()
    {
        Abort();
        using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _web.StopAsync(brief.Token);
        await _web.DisposeAsync();
    }

    private ConnectionDelegate Track(ConnectionDelegate next) =>
        async connection =>
        {
            _connections[connection] = true;
            try
            {
                await next(connection);
            }
            finally
            {
                _connections.TryRemove(connection, out _);
            }
        };
}
