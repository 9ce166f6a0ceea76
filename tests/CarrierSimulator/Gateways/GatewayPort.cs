using System.Net;
using System.Net.Sockets;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>
/// The port of a gateway. It stays ours while nobody listens on it: no other process can take it, and no
/// client that tries again and again is connected to itself.
/// </summary>
internal sealed class GatewayPort : IDisposable
{
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly IPAddress _address;
    private Socket? _reserved;

    /// <exception cref="IOException">The port is taken.</exception>
    public GatewayPort(IPAddress address, int port)
    {
        _address = address;
        try
        {
            _reserved = Bind(port);
        }
        catch (SocketException exception)
        {
            throw new IOException($"Port {port} is taken.", exception);
        }

        Number = ((IPEndPoint)_reserved.LocalEndPoint!).Port;
    }

    public int Number { get; }

    /// <summary>Hands over a socket that is bound and does not listen yet.</summary>
    public Socket Take()
    {
        var socket = _reserved ?? throw new InvalidOperationException("The port is in use.");
        _reserved = null;
        return socket;
    }

    /// <summary>Binds the port again after the socket that listened was closed.</summary>
    /// <exception cref="SocketException">Somebody else was quicker.</exception>
    public async Task ReserveAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; _reserved is null; attempt++)
        {
            try
            {
                _reserved = Bind(Number);
            }
            catch (SocketException) when (attempt < Tries)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public void Dispose() => _reserved?.Dispose();

    private Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(_address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
