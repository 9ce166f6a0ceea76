using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Yixun.Carriers.Tests;

/// <summary>A listener on a free port of this machine that does exactly what a test tells it.</summary>
internal sealed class RawGateway : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RawGateway() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<RawPeer> AcceptAsync() =>
        new(await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken));

    public void Dispose() => _listener.Dispose();
}
