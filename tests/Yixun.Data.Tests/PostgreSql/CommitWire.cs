using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>A wire to a server that breaks at a COMMIT: before the server gets it, or before its answer comes back.</summary>
internal sealed class CommitWire : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly IPEndPoint _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private int _breaksBefore;
    private int _breaksAfter;

    public CommitWire(int serverPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Times that it broke.</summary>
    public int Breaks { get; private set; }

    /// <summary>The next COMMIT breaks its connection and does not reach the server.</summary>
    public void BreakBeforeCommit() => Interlocked.Increment(ref _breaksBefore);

    /// <summary>The next COMMIT reaches the server; its answer is lost with the connection.</summary>
    public void BreakAfterCommit() => Interlocked.Increment(ref _breaksAfter);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        while (_sockets.TryTake(out var socket))
        {
            socket.Dispose();
        }

        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private static bool TryUse(ref int breaks)
    {
        if (Interlocked.Decrement(ref breaks) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref breaks);
        return false;
    }

    private static async Task SendAsync(Socket to, Memory<byte> octets)
    {
        for (var sent = 0; sent < octets.Length; )
        {
            sent += await to.SendAsync(octets[sent..]);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _sockets.Add(near);
                _sockets.Add(far);
                await far.ConnectAsync(_server, _stop.Token);
                _ = PumpAsync(near, far, toServer: true);
                _ = PumpAsync(far, near, toServer: false);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool toServer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (toServer && buffer.AsSpan(0, count).IndexOf(Commit) >= 0)
                {
                    if (TryUse(ref _breaksBefore))
                    {
                        Breaks++;
                        break;
                    }

                    if (TryUse(ref _breaksAfter))
                    {
                        Breaks++;
                        // Nobody hears the answer.
                        from.Dispose();
                        await SendAsync(to, buffer.AsMemory(0, count));
                        await Task.Delay(TimeSpan.FromMilliseconds(200));
                        break;
                    }
                }

                await SendAsync(to, buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other end is gone.
        }

        from.Dispose();
        to.Dispose();
    }
}
