using System.Net.Sockets;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>The gateway's side of one connection. Everything that one batch of octets causes leaves with one system call.</summary>
internal sealed partial class GatewayConnection(
    GatewayServer server,
    GatewayDialect dialect,
    Socket socket,
    Random random
)
{
    private const int DeliveryWindow = 64;
    private const int MaxInbound = 128 * 1024;

    // A thousand connections may be idle: buffers grow with the traffic.
    private const int MinInbound = 8 * 1024;
    private const int MinOutbound = 4 * 1024;
    private readonly Lock _gate = new();
    private readonly InboundBuffer _inbound = new(MaxInbound, MinInbound);
    private readonly OutboundBuffer _outbound = new(MinOutbound);
    private readonly SendWindow<PendingDelivery> _deliveries = new(DeliveryWindow);
    private readonly WakeSignal _writerSignal = new();
    private GatewayAccount? _account;
    private GatewayAccount? _admittedTo;
    private bool _writerWaits;
    private bool _corked;
    private bool _closed;
    private bool _closeWhenWritten;
    private bool _receives;
    private int _submits;

    public GatewayServer Server => server;

    /// <summary>Where the dialect writes its answers.</summary>
    public OutboundBuffer Output => _outbound;

    public bool IgnoresLinkTests => server.Behaviour.Values.IgnoreActiveTest;

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

        _admittedTo?.Leave(this);
        if (_account is not null)
        {
            Interlocked.Decrement(ref server.Counters.Bound);
        }

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
    public void WriteLate(in SubmitKey key, SubmitAnswer answer)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                dialect.WriteSubmitResponse(_outbound, key, answer);
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

    /// <summary>Logs in at an SP that wants to be called.</summary>
    public void Call(GatewayAccount account)
    {
        lock (_gate)
        {
            dialect.Call(account, _outbound);
        }

        Flush();
    }

    /// <exception cref="CarrierProtocolException">Nobody has logged in.</exception>
    public void RequireLogin()
    {
        if (_account is null)
        {
            throw new CarrierProtocolException("Not logged in.");
        }
    }

    /// <summary>Status that a login gets whatever its secret; 0: as it deserves.</summary>
    /// <param name="account">Who logs in, if known.</param>
    public uint ForcedLoginStatus(GatewayAccount? account)
    {
        if (server.Behaviour.Values.LoginStatus is not 0 and var status)
        {
            return status;
        }

        if (account?.TryAdmit(this) == false)
        {
            Interlocked.Increment(ref server.Counters.LoginsOverLimit);
            return dialect.TooManyConnections;
        }

        _admittedTo = account;
        return 0;
    }

    /// <summary>A login was answered.</summary>
    /// <param name="account">Null when it was refused: the connection is closed.</param>
    /// <param name="receives">False where reports and replies take another connection.</param>
    public void OnLogin(GatewayAccount? account, bool receives = true)
    {
        if (account is null)
        {
            Interlocked.Increment(ref server.Counters.LoginsRefused);
            _closeWhenWritten = true;
            return;
        }

        Interlocked.Increment(ref server.Counters.Logins);
        if (_account is null)
        {
            _account = account;
            _admittedTo = account;
            Interlocked.Increment(ref server.Counters.Bound);
            _receives = receives;
            if (receives)
            {
                account.Join(this);
            }
        }
    }

    /// <summary>Closes after everything that is queued.</summary>
    public void CloseWhenWritten() => _closeWhenWritten = true;

    private void Interpret()
    {
        lock (_gate)
        {
            _corked = true;
            while (!_closed && dialect.Interpret(_inbound.Unread, this) is > 0 and var length)
            {
                _inbound.Consume(length);
            }

            FillDeliveries();
            _corked = false;
        }

        Interlocked.Add(ref server.Counters.Submits, _submits);
        _submits = 0;
        Flush();
        if (_account is { Waiting: > 0 } account)
        {
            account.Pump();
        }
    }
}
