using System.Net.Sockets;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>The gateway's side of one connection. Everything that one batch of octets causes leaves with one system call.</summary>
internal sealed partial class GatewayConnection(GatewayServer server, Socket socket, Random random)
{
    private const int DeliveryWindow = 64;
    private readonly Lock _gate = new();
    private readonly InboundBuffer _inbound = new(128 * 1024);
    private readonly OutboundBuffer _outbound = new(64 * 1024);
    private readonly SendWindow<PendingDelivery> _deliveries = new(DeliveryWindow);
    private readonly WakeSignal _writerSignal = new();
    private GatewayAccount? _account;
    private byte _version;
    private bool _writerWaits;
    private bool _corked;
    private bool _closed;
    private bool _closeWhenWritten;

    public async Task RunAsync()
    {
        var writer = WriteAsync();
        try
        {
            while (!_closed)
            {
                var received = await socket
                    .ReceiveAsync(_inbound.GetMemory(), SocketFlags.None)
                    .ConfigureAwait(false);
                if (received == 0)
                {
                    break;
                }

                _inbound.Received(received);
                Interpret();
            }
        }
        catch (Exception exception)
            when (exception is SocketException or ObjectDisposedException or CarrierProtocolException)
        {
            // The connection is over; a product that misbehaves is cut as a carrier would.
        }

        Close();
        await writer.ConfigureAwait(false);
    }

    /// <summary>Cuts the connection; unanswered deliveries wait for the next one.</summary>
    public void Close()
    {
        List<PendingRequest<PendingDelivery>> open = [];
        bool wake;
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _deliveries.TakeAll(open);
            wake = _writerWaits;
            _writerWaits = false;
        }

        _account?.Leave(this);
        socket.Dispose();
        if (wake)
        {
            _writerSignal.Wake();
        }

        foreach (var request in open)
        {
            Again(request.Item, 0);
        }
    }

    /// <summary>Sends what waits for the account as far as the window has room.</summary>
    public void TakeDeliveries()
    {
        lock (_gate)
        {
            FillDeliveries();
        }

        Flush();
    }

    /// <summary>Writes a response that was held back; <see cref="Flush"/> sends it.</summary>
    public void WriteLate(uint sequence, CmppSubmitResponse response)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                WriteResponse(sequence, response);
            }
        }
    }

    public void Flush()
    {
        bool wake;
        lock (_gate)
        {
            wake = !_corked && _writerWaits && !_outbound.IsEmpty;
            _writerWaits &= !wake;
        }

        if (wake)
        {
            _writerSignal.Wake();
        }
    }

    /// <summary>Takes back deliveries that were not answered in time.</summary>
    public void RetryUnanswered(TimeSpan after)
    {
        List<PendingRequest<PendingDelivery>> late = [];
        lock (_gate)
        {
            var span = (long)(after.TotalSeconds * server.Time.TimestampFrequency);
            _deliveries.TakeExpired(server.Time.GetTimestamp() - span, late);
        }

        foreach (var request in late)
        {
            Again(request.Item, 0);
        }
    }

    private void Interpret()
    {
        var submits = 0;
        lock (_gate)
        {
            _corked = true;
            while (
                !_closed
                && CmppDecoder.TryReadFrame(
                    _inbound.Unread,
                    CmppDecoder.MaxLength,
                    out var header,
                    out var body
                )
            )
            {
                Dispatch(header, body, ref submits);
                _inbound.Consume(header.Length);
            }

            FillDeliveries();
            _corked = false;
        }

        Interlocked.Add(ref server.Counters.Submits, submits);
        Flush();
        if (_account is { Waiting: > 0 } account)
        {
            account.Pump();
        }
    }

    private void Dispatch(in CmppHeader header, ReadOnlySpan<byte> body, ref int submits)
    {
        if (_account is null && header.Command != CmppCommand.Connect)
        {
            throw new CarrierProtocolException("Not logged in.");
        }

        switch (header.Command)
        {
            case CmppCommand.Connect:
                OnConnect(header.Sequence, CmppDecoder.Connect(body));
                break;
            case CmppCommand.Submit:
                submits++;
                OnSubmit(
                    header.Sequence,
                    new CmppSubmitView(body, new CmppLayout(CmppVersion.IsWide(_version)))
                );
                break;
            case CmppCommand.DeliverResponse:
                OnDeliverResponse(header.Sequence, CmppDecoder.DeliverResponse(body));
                break;
            case CmppCommand.ActiveTest:
                if (!server.Behaviour.Values.IgnoreActiveTest)
                {
                    CmppEncoder.ActiveTestResponse(_outbound, header.Sequence);
                }

                break;
            case CmppCommand.Terminate:
                CmppEncoder.Empty(_outbound, CmppCommand.TerminateResponse, header.Sequence);
                _closeWhenWritten = true;
                break;
            case CmppCommand.Query:
                OnQuery(header.Sequence, CmppDecoder.Query(body));
                break;
            case CmppCommand.Cancel:
                CmppDecoder.Cancel(body);
                CmppEncoder.CancelResponse(_outbound, header.Sequence, 1, _version);
                break;
            case CmppCommand.ActiveTestResponse or CmppCommand.TerminateResponse:
                break;
            default:
                throw new CarrierProtocolException($"Command_Id 0x{(uint)header.Command:x8}.");
        }
    }

    private void OnConnect(uint sequence, CmppConnect connect)
    {
        _version = connect.Version;
        var account = server.Find(connect.SourceAddress);
        var status = Judge(connect, account);
        var wide = CmppVersion.IsWide(_version);
        var proof =
            status == CmppStatus.Ok
                ? CmppAuthenticator.Gateway(status, wide, connect.Authenticator, account!.Options.Secret)
                : new byte[CmppAuthenticator.DigestLength];
        var version = Math.Min(_version, CmppVersion.V30);
        CmppEncoder.ConnectResponse(
            _outbound,
            sequence,
            new CmppConnectResponse(status, proof, version),
            _version
        );
        if (status != CmppStatus.Ok)
        {
            Interlocked.Increment(ref server.Counters.LoginsRefused);
            _closeWhenWritten = true;
            return;
        }

        Interlocked.Increment(ref server.Counters.Logins);
        if (_account is null)
        {
            _account = account;
            account!.Join(this);
        }
    }

    private uint Judge(CmppConnect connect, GatewayAccount? account)
    {
        if (server.Behaviour.Values.LoginStatus is var forced and not 0)
        {
            return forced;
        }

        if (account is null)
        {
            return 2;
        }

        if (connect.Version > CmppVersion.V30)
        {
            return CmppStatus.VersionTooHigh;
        }

        var expected = CmppAuthenticator.Source(
            connect.SourceAddress,
            account.Options.Secret,
            connect.Timestamp
        );
        return connect.Authenticator.AsSpan().SequenceEqual(expected)
            ? CmppStatus.Ok
            : CmppStatus.AuthenticationFailed;
    }
}
