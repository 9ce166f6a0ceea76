using System.Net;
using System.Net.Sockets;
using System.Text;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>
/// A client of CMPP 3.0 that costs next to nothing, so that a thousand of them say something about the gateway: one loop,
/// small buffers, a window of two.
/// </summary>
internal sealed class CmppTerminal(int number, string account, string secret) : IDisposable
{
    private const int Window = 2;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly InboundBuffer _inbound = new(4096);
    private readonly OutboundBuffer _outbound = new(1024);
    private readonly HashSet<ulong> _accepted = [];
    private uint _sent;

    /// <summary>Submits that were taken.</summary>
    public int Accepted => _accepted.Count;

    /// <summary>Reports that came, on behalf of whichever connection.</summary>
    public int Reports { get; private set; }

    public bool IsBound { get; private set; }

    public async Task BindAsync(int port, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        const uint time = 703_090_501;
        CmppEncoder.Connect(
            _outbound,
            1,
            new CmppConnect(account, CmppAuthenticator.Source(account, secret, time), CmppVersion.V30, time)
        );
        while (!IsBound)
        {
            await TurnAsync(0, cancellationToken);
        }
    }

    /// <summary>Submits, and answers reports until it is cancelled.</summary>
    public async Task RunAsync(int submits, CancellationToken cancellationToken)
    {
        try
        {
            Fill(submits);
            while (true)
            {
                await TurnAsync(submits, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task TurnAsync(int submits, CancellationToken cancellationToken)
    {
        if (!_outbound.IsEmpty)
        {
            await _socket.SendAsync(_outbound.Take(), SocketFlags.None, cancellationToken);
        }

        var received = await _socket.ReceiveAsync(_inbound.GetMemory(), SocketFlags.None, cancellationToken);
        if (received == 0)
        {
            throw new IOException($"Terminal {number} was cut.");
        }

        _inbound.Received(received);
        while (Interpret() is > 0 and var length)
        {
            _inbound.Consume(length);
        }

        Fill(submits);
    }

    private int Interpret()
    {
        if (!CmppDecoder.TryReadFrame(_inbound.Unread, 4096, out var header, out var body))
        {
            return 0;
        }

        switch (header.Command)
        {
            case CmppCommand.ConnectResponse:
                IsBound = CmppDecoder.ConnectResponse(body).Status == CmppStatus.Ok;
                break;
            case CmppCommand.SubmitResponse:
                _accepted.Add(CmppDecoder.SubmitResponse(body).MessageId);
                break;
            case CmppCommand.Deliver:
                var deliver = CmppDecoder.Deliver(body, CmppVersion.V30);
                Reports++;
                CmppEncoder.DeliverResponse(
                    _outbound,
                    header.Sequence,
                    new CmppDeliverResponse(deliver.MessageId, CmppStatus.Ok),
                    CmppVersion.V30
                );
                break;
        }

        return header.Length;
    }

    private void Fill(int submits)
    {
        while (_sent < submits && _sent - Accepted < Window)
        {
            _sent++;
            CmppEncoder.Submit(
                _outbound,
                _sent + 1,
                new CmppSubmit
                {
                    RegisteredDelivery = 1,
                    MessageSource = account,
                    SourceId = "1069",
                    Destinations = [$"138{(number * 100) + _sent:D8}"],
                    Content = Encoding.ASCII.GetBytes($"message {_sent}"),
                },
                CmppVersion.V30
            );
        }
    }
}
