using System.Net.Sockets;
using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Gateways;

internal sealed partial class GatewayServer
{
    private const int Backlog = 4096;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(20);

    public async Task ListenAsync(bool listen, CancellationToken cancellationToken)
    {
        await _listening.WaitAsync(cancellationToken);
        try
        {
            var port = _port ?? throw new InvalidOperationException("The gateway was not started.");
            if (listen && _listener is null)
            {
                Listen(port);
            }
            else if (!listen && _listener is { } listener)
            {
                Volatile.Write(ref _listener, null);
                listener.Dispose();
                await _accepting;
                await port.ReserveAsync(cancellationToken);
            }
        }
        finally
        {
            _listening.Release();
        }
    }

    private void Listen(GatewayPort port)
    {
        var listener = port.Take();
        listener.Listen(Backlog);
        Volatile.Write(ref _listener, listener);
        _accepting = Task.Run(() => AcceptAsync(listener));
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                if (await AcceptAsync(listener, _stopping.Token) is { } socket)
                {
                    socket.NoDelay = true;
                    _ = ServeAsync(socket, static _ => { });
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The listener is closed: the gateway goes away or stops.
        }
    }

    /// <returns>Null when a client went away before it was accepted, or there are no descriptors for a moment.</returns>
    /// <exception cref="ObjectDisposedException">The listener is closed.</exception>
    private static async Task<Socket?> AcceptAsync(Socket listener, CancellationToken stopping)
    {
        try
        {
            return await listener.AcceptAsync(stopping);
        }
        catch (SocketException)
        {
            await Task.Delay(AcceptPause, stopping);
            return null;
        }
    }

    /// <summary>Serves a connection to its end.</summary>
    /// <param name="begin">What the gateway says first.</param>
    public Task ServeAsync(Socket socket, Action<GatewayConnection> begin)
    {
        var number = Interlocked.Increment(ref _connectionNumber);
        var connection = new GatewayConnection(
            this,
            GatewayDialects.Create(Options.Protocol),
            socket,
            new Random(_seed + number)
        );
        var started = new TaskCompletionSource();
        var running = RunAsync(connection, begin, started.Task);
        _connections[connection] = running;
        started.SetResult();
        return running;
    }

    private async Task RunAsync(GatewayConnection connection, Action<GatewayConnection> begin, Task started)
    {
        await started.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        begin(connection);
        await connection.RunAsync();
        Ended(connection);
    }
}
