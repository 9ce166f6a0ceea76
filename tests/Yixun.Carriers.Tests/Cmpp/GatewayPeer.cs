using System.Net.Sockets;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;

namespace Yixun.Carriers.Tests.Cmpp;

/// <summary>The gateway's side of one connection.</summary>
internal sealed class GatewayPeer(Socket socket) : IDisposable
{
    private readonly byte[] _received = new byte[65_536];
    private int _start;
    private int _end;

    public byte Version { get; set; } = CmppVersion.V20;

    public async Task<(CmppHeader Header, byte[] Body)> ReadAsync()
    {
        while (true)
        {
            if (TryRead(out var pdu))
            {
                return pdu;
            }

            var count = await socket.ReceiveAsync(
                _received.AsMemory(_end),
                TestContext.Current.CancellationToken
            );
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            _end += count;
        }
    }

    public async Task<(uint Sequence, CmppSubmit Submit)> ReadSubmitAsync()
    {
        var (header, body) = await ReadAsync();
        Assert.Equal(CmppCommand.Submit, header.Command);
        return (header.Sequence, CmppDecoder.Submit(body, Version));
    }

    public async Task AnswerLoginAsync(uint status, string secret = "1234")
    {
        var (header, body) = await ReadAsync();
        var connect = CmppDecoder.Connect(body);
        Assert.Equal(CmppAuthenticator.Source("901234", "1234", connect.Timestamp), connect.Authenticator);
        var proof =
            status == 0
                ? CmppAuthenticator.Gateway(0, CmppVersion.IsWide(Version), connect.Authenticator, secret)
                : new byte[16];
        await SendAsync(
            CmppCommand.ConnectResponse,
            header.Sequence,
            new CmppConnectResponse(status, proof, Version)
        );
    }

    public Task AnswerAsync(uint sequence, ulong messageId, uint result = 0) =>
        SendAsync(CmppCommand.SubmitResponse, sequence, new CmppSubmitResponse(messageId, result));

    public Task SendAsync(CmppCommand command, uint sequence, object? pdu) =>
        SendAsync(CmppPdus.Encode(command, sequence, pdu, Version));

    public async Task SendAsync(byte[] octets) =>
        await socket.SendAsync(octets, SocketFlags.None, TestContext.Current.CancellationToken);

    /// <summary>Octets that wait to be read, without waiting for more.</summary>
    public int Waiting => socket.Available + _end - _start;

    /// <summary>Reads to the end of the connection.</summary>
    /// <returns>Octets that came before it.</returns>
    public async Task<int> ReadToEndAsync()
    {
        var total = 0;
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(_received, TestContext.Current.CancellationToken)) > 0)
            {
                total += count;
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }

        return total;
    }

    public void Dispose() => socket.Dispose();

    private bool TryRead(out (CmppHeader Header, byte[] Body) pdu)
    {
        pdu = default;
        if (
            !CmppDecoder.TryReadFrame(
                _received.AsSpan(_start, _end - _start),
                CmppDecoder.MaxLength,
                out var header,
                out var body
            )
        )
        {
            return false;
        }

        pdu = (header, body.ToArray());
        _start += header.Length;
        return true;
    }
}
