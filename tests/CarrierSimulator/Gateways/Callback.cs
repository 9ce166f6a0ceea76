using System.Net.Sockets;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>Keeps the connections of a gateway to an SP that wants to be called: as long as they last, and again.</summary>
internal sealed class Callback(GatewayServer server, GatewayAccount account, CallbackOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => KeepAsync(stopping)));

    private async Task KeepAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (server.IsListening)
                {
                    await CallAsync(stopping);
                }

                await Task.Delay(Pause, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator stops.
        }
    }

    private async Task CallAsync(CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, stopping);
        }
        catch (SocketException)
        {
            // Nobody listens there yet.
            socket.Dispose();
            return;
        }

        await server.ServeAsync(socket, connection => connection.Call(account));
    }
}
