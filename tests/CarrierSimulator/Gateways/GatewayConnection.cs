using System.Buffers;
using System.Net.Sockets;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>The gateway's side of one connection. Everything that one batch of octets causes leaves with one system call.</summary>
internal sealed class GatewayConnection(GatewayServer server, Socket socket, Random random)
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

    private void OnSubmit(uint sequence, in CmppSubmitView submit)
    {
        var behaviour = server.Behaviour;
        var values = behaviour.Values;
        if (server.IsTooFast(values.FlowControlAbove))
        {
            Interlocked.Increment(ref server.Counters.FlowControl);
            Respond(sequence, new CmppSubmitResponse(0, CmppStatus.FlowControl), values);
            return;
        }

        if (submit.DestinationCount == 0)
        {
            Respond(sequence, new CmppSubmitResponse(0, CmppStatus.Malformed), values);
            return;
        }

        var destination = submit.Destination(0);
        var verdict = behaviour.Judge(destination, random);
        if (verdict.Result != CmppStatus.Ok)
        {
            Interlocked.Increment(ref server.Counters.Refused);
            Respond(sequence, new CmppSubmitResponse(0, verdict.Result), values);
            return;
        }

        var id = server.Ids.Next();
        for (var index = 1; index < submit.DestinationCount; index++)
        {
            Accept(submit, submit.Destination(index), server.Ids.Next(), verdict.Status, values);
        }

        Accept(submit, destination, id, verdict.Status, values);
        if (server.IsLastBeforeCut(values.DisconnectEverySubmits))
        {
            Cut();
        }
        else if (verdict.Silent)
        {
            Interlocked.Increment(ref server.Counters.Unanswered);
        }
        else if (Behaviour.Hits(values.HalfWritten, random))
        {
            WriteHalf(sequence, new CmppSubmitResponse(id, 0));
        }
        else
        {
            Respond(sequence, new CmppSubmitResponse(id, 0), values);
        }

        if (Behaviour.Hits(values.Garbage, random))
        {
            Write(0xFFFF_FFFF_FFFF_FFFF);
        }
    }

    private void Accept(
        in CmppSubmitView submit,
        string destination,
        ulong id,
        string status,
        GatewayBehaviour values
    )
    {
        Interlocked.Increment(ref server.Counters.Accepted);
        var source = submit.SourceId;
        server.Accept(
            destination,
            source,
            submit.Format,
            submit.HasUserDataHeader,
            submit.Content,
            status == "DELIVRD"
        );
        if (submit.RegisteredDelivery != 1 || status.Length == 0)
        {
            return;
        }

        QueueReport(id, destination, source, status, values);
        if (Behaviour.Hits(values.DuplicateReports, random))
        {
            QueueReport(id, destination, source, status, values);
        }

        if (Behaviour.Hits(values.UnknownReports, random))
        {
            QueueReport((ulong)random.NextInt64(), destination, source, status, values);
        }
    }

    private void QueueReport(
        ulong id,
        string destination,
        string source,
        string status,
        GatewayBehaviour values
    )
    {
        var minute = server.Minute.Now();
        var delivery = new PendingDelivery
        {
            DeliveryId = server.Ids.Next(),
            Access = source,
            Phone = destination,
            Report = new CmppStatusReport(id, status, minute, minute, destination, (uint)id),
        };
        var delay = values.ReportsFirst
            ? 0
            : values.ReportDelay + values.ResponseDelay + values.ResponseJitter + Jitter(values.ReportJitter);
        delay += Jitter(values.ReportShuffle);
        if (delay == 0)
        {
            _account!.Queue(delivery);
        }
        else
        {
            server.DeliverLater(_account!, delivery, delay);
        }
    }

    private void Respond(uint sequence, CmppSubmitResponse response, GatewayBehaviour values)
    {
        var delay = values.ResponseDelay + Jitter(values.ResponseJitter);
        if (values.ReportsFirst)
        {
            delay = Math.Max(delay, 20);
        }

        for (var copies = Behaviour.Hits(values.DuplicateResponses, random) ? 2 : 1; copies > 0; copies--)
        {
            if (delay == 0)
            {
                WriteResponse(sequence, response);
            }
            else
            {
                server.RespondLater(this, sequence, response, delay);
            }
        }
    }

    private void OnDeliverResponse(uint sequence, CmppDeliverResponse response)
    {
        if (!_deliveries.TryTake(sequence, out var request))
        {
            return;
        }

        var delivery = request.Item;
        if (response.Result != CmppStatus.Ok)
        {
            Again(delivery, (int)(server.Behaviour.Values.RetrySeconds * 1000));
        }
        else if (delivery.Report is null)
        {
            Interlocked.Increment(ref server.Counters.RepliesAcknowledged);
        }
        else
        {
            Interlocked.Increment(ref server.Counters.ReportsAcknowledged);
        }
    }

    private void OnQuery(uint sequence, CmppQuery query)
    {
        var totals = server.Counters.Snapshot();
        var response = new CmppQueryResponse(
            query,
            (uint)totals.Submits,
            (uint)totals.Submits,
            (uint)totals.Accepted,
            0,
            (uint)totals.Refused,
            (uint)totals.RepliesAcknowledged,
            0,
            0
        );
        CmppEncoder.QueryResponse(_outbound, sequence, response);
    }

    private void FillDeliveries()
    {
        if (_closed || _closeWhenWritten || _account is null)
        {
            return;
        }

        while (_deliveries.Free > 0 && _account.TryDequeue(out var delivery))
        {
            _deliveries.TryAdd(delivery!, server.Time.GetTimestamp(), 0, out var sequence);
            delivery!.Tries++;
            WriteDelivery(sequence, delivery);
        }
    }

    private void WriteDelivery(uint sequence, PendingDelivery delivery)
    {
        Span<byte> block = stackalloc byte[CmppLayout.ReportWide];
        var content = delivery.Content;
        if (delivery.Report is { } report)
        {
            Interlocked.Increment(ref server.Counters.ReportsSent);
            content = block[..CmppEncoder.Report(block, report, _version)].ToArray();
        }
        else
        {
            Interlocked.Increment(ref server.Counters.RepliesSent);
        }

        var deliver = new CmppDeliver
        {
            MessageId = delivery.DeliveryId,
            DestinationId = delivery.Access,
            SourceTerminalId = delivery.Phone,
            Format = delivery.Format,
            UserDataHeaderIndicator = delivery.HasHeader ? (byte)1 : (byte)0,
            RegisteredDelivery = delivery.Report is null ? (byte)0 : (byte)1,
            Content = content,
        };
        CmppEncoder.Deliver(_outbound, sequence, deliver, _version);
    }

    private void Again(PendingDelivery delivery, int delay)
    {
        if (delivery.Tries >= server.Behaviour.Values.MaxTries)
        {
            Interlocked.Increment(ref server.Counters.GivenUp);
            return;
        }

        Interlocked.Increment(ref server.Counters.Retries);
        server.DeliverLater(_account!, delivery, delay);
    }

    private void WriteResponse(uint sequence, CmppSubmitResponse response) =>
        CmppEncoder.SubmitResponse(_outbound, sequence, response, _version);

    private void WriteHalf(uint sequence, CmppSubmitResponse response)
    {
        var whole = new ArrayBufferWriter<byte>();
        CmppEncoder.SubmitResponse(whole, sequence, response, _version);
        _outbound.Write(whole.WrittenSpan[..(whole.WrittenCount / 2)]);
        Interlocked.Increment(ref server.Counters.Cut);
        _closeWhenWritten = true;
    }

    private void Write(ulong octets) => _outbound.Write(BitConverter.GetBytes(octets));

    private void Cut()
    {
        Interlocked.Increment(ref server.Counters.Cut);
        _closeWhenWritten = true;
        // The writer closes after what is queued; a link test's worth of nothing makes it run.
        CmppEncoder.Empty(_outbound, CmppCommand.ActiveTest, _deliveries.NextSequence());
    }

    private int Jitter(int milliseconds) => milliseconds == 0 ? 0 : random.Next(milliseconds + 1);

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> octets = default;
                ValueTask woken = default;
                var last = false;
                lock (_gate)
                {
                    if (_closed)
                    {
                        return;
                    }

                    if (_corked || _outbound.IsEmpty)
                    {
                        woken = _writerSignal.Arm();
                        _writerWaits = true;
                    }
                    else
                    {
                        octets = _outbound.Take();
                        last = _closeWhenWritten;
                    }
                }

                if (octets.IsEmpty)
                {
                    await woken.ConfigureAwait(false);
                    continue;
                }

                await SendAsync(octets).ConfigureAwait(false);
                if (last)
                {
                    Close();
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Close();
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            var size = server.Behaviour.Values.OneOctetPackets ? 1 : octets.Length;
            octets = octets[await socket.SendAsync(octets[..size], SocketFlags.None).ConfigureAwait(false)..];
        }
    }
}
