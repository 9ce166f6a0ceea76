using System.Net;
using System.Net.Sockets;
using Xunit;
using Yixun.Carriers.Cmpp;

namespace Yixun.Carriers.Tests.Cmpp;

/// <summary>A gateway that does exactly what a test tells it, on a free port of this machine.</summary>
internal sealed class ScriptedGateway : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ScriptedGateway() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<GatewayPeer> AcceptAsync() =>
        new(await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken));

    /// <summary>Accepts a connection and lets it log in.</summary>
    public async Task<GatewayPeer> BindAsync(byte version = CmppVersion.V20)
    {
        var peer = await AcceptAsync();
        peer.Version = version;
        await peer.AnswerLoginAsync(CmppStatus.Ok);
        return peer;
    }

    public void Dispose() => _listener.Dispose();
}
