using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp;
using Yixun.Carriers.Smpp.Codec;
using Yixun.Carriers.Smpp.Pdus;
using Yixun.Carriers.Tests.Cmpp;

namespace Yixun.Carriers.Tests.Smpp;

public sealed class SmppLinkTests : IAsyncDisposable
{
    private const string Source = "106900001234";
    private readonly RawGateway _gateway = new();
    private readonly RecordingHandler _handler = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 7, 3, 1, 5, 1, TimeSpan.Zero));
    private readonly List<RawPeer> _peers = [];
    private SmppLink? _link;

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
        {
            await _link.DisposeAsync();
        }

        _peers.ForEach(peer => peer.Dispose());
        _gateway.Dispose();
    }

    [Fact]
    public async Task Pair_sends_on_the_transmitter_and_receives_on_the_receiver()
    {
        Start(settings => settings with { Transceiver = false });
        var peers = new Dictionary<SmppCommand, RawPeer>();
        for (var connection = 0; connection < 2; connection++)
        {
            var (peer, bind) = await AcceptAsync();
            peers.Add(bind, peer);
            await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        }

        Assert.Equal((1, 16), (_link!.BoundConnections, _link.Window));
        Assert.True(_link.TrySubmit([Segments.Text("hello", Source)]));
        var (header, _) = await ReadAsync(peers[SmppCommand.BindTransmitter]);
        Assert.Equal(SmppCommand.SubmitSm, header.Command);
        var receiver = peers[SmppCommand.BindReceiver];
        await receiver.SendAsync(output =>
            SmppEncoder.Message(output, SmppCommand.DeliverSm, 9, Receipt("id:7A stat:DELIVRD"))
        );
        var report = await _handler.ReportAsync();
        Assert.Equal(("7A", "DELIVRD", "13800138000"), (report.CarrierId, report.Status, report.Destination));
        report.Acknowledge(true);
        var (answer, body) = await ReadAsync(receiver);
        Assert.Equal(
            (SmppCommand.DeliverSmResponse, 9u, 0u),
            (answer.Command, answer.Sequence, answer.Status)
        );
        Assert.Equal([0], body);
    }

    [Theory]
    [InlineData(0x58u, SubmitOutcomeKind.FlowControl)]
    [InlineData(0x14u, SubmitOutcomeKind.FlowControl)]
    [InlineData(0x0Bu, SubmitOutcomeKind.Rejected)]
    public async Task Refusal_without_a_body_gives_the_status(uint status, SubmitOutcomeKind kind)
    {
        var peer = await StartBoundAsync();
        Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
        var (header, _) = await ReadAsync(peer);
        await peer.SendAsync(output =>
            SmppEncoder.Empty(output, SmppCommand.SubmitSmResponse, header.Sequence, status)
        );
        var (_, outcome) = await _handler.OutcomeAsync();
        Assert.Equal((kind, status), (outcome.Kind, outcome.Code));
    }

    [Fact]
    public async Task Generic_nack_of_a_submit_refuses_it()
    {
        var peer = await StartBoundAsync();
        Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
        var (header, _) = await ReadAsync(peer);
        await peer.SendAsync(output =>
            SmppEncoder.Empty(output, SmppCommand.GenericNack, header.Sequence, 2)
        );
        Assert.Equal(SubmitOutcomeKind.Rejected, (await _handler.OutcomeAsync()).Outcome.Kind);
    }

    [Fact]
    public async Task Receipt_in_decimal_finds_the_submit_answered_in_hex()
    {
        var peer = await StartBoundAsync(settings =>
            settings with
            {
                IdFormat = SmppIdFormat.HexResponseDecimalReceipt,
            }
        );
        Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
        var (header, _) = await ReadAsync(peer);
        await peer.SendAsync(output =>
        {
            SmppEncoder.MessageResponse(output, SmppCommand.SubmitSmResponse, header.Sequence, "7A3F19C2");
            var text = Receipt("id:2050955714 sub:001 stat:UNDELIV err:001");
            SmppEncoder.Message(output, SmppCommand.DeliverSm, 8, text);
            // The parameter repeats the response's id; it wins over the text.
            var parameter = text with
            {
                Options = [new SmppOption(SmppTag.ReceiptedMessageId, "7A3F19C2\0"u8.ToArray())],
            };
            SmppEncoder.Message(output, SmppCommand.DeliverSm, 9, parameter);
        });
        var id = (await _handler.OutcomeAsync()).Outcome.CarrierId;
        Assert.Equal(id, (await _handler.ReportAsync()).CarrierId);
        Assert.Equal(id, (await _handler.ReportAsync()).CarrierId);
    }

    [Fact]
    public async Task Receipt_of_parameters_alone_is_read()
    {
        var peer = await StartBoundAsync();
        await peer.SendAsync(output =>
            SmppEncoder.Message(
                output,
                SmppCommand.DeliverSm,
                9,
                Receipt("") with
                {
                    Options =
                    [
                        new SmppOption(SmppTag.ReceiptedMessageId, "7A3F19C2\0"u8.ToArray()),
                        new SmppOption(SmppTag.MessageState, new byte[] { 5 }),
                    ],
                }
            )
        );
        var report = await _handler.ReportAsync();
        Assert.Equal(("7A3F19C2", "UNDELIV"), (report.CarrierId, report.Status));
    }

    [Theory]
    [InlineData(0x44)]
    [InlineData(0x04)]
    [InlineData(0x20)]
    [InlineData(0x00)]
    public async Task Receipt_is_told_by_its_bits_not_by_the_whole_octet(byte esmClass)
    {
        var peer = await StartBoundAsync();
        var receipt = Receipt("id:7A stat:ENROUTE") with { EsmClass = esmClass };
        await peer.SendAsync(output => SmppEncoder.Message(output, SmppCommand.DeliverSm, 9, receipt));
        Assert.Equal("ENROUTE", (await _handler.ReportAsync()).Status);
    }

    [Fact]
    public async Task Receipt_without_an_id_is_refused_for_good()
    {
        var peer = await StartBoundAsync();
        await peer.SendAsync(output =>
            SmppEncoder.Message(output, SmppCommand.DeliverSm, 9, Receipt("hello"))
        );
        var (header, _) = await ReadAsync(peer);
        Assert.Equal(
            (SmppCommand.DeliverSmResponse, SmppStatus.AppRejected),
            (header.Command, header.Status)
        );
        Assert.Equal(1, _link!.Counters.MalformedDeliveries);
    }

    [Fact]
    public async Task Long_reply_by_sar_gives_its_place()
    {
        var peer = await StartBoundAsync();
        await peer.SendAsync(output =>
            SmppEncoder.Message(
                output,
                SmppCommand.DeliverSm,
                9,
                new SmppMessage
                {
                    Source = "8613800138000",
                    Destination = Source,
                    DataCoding = 8,
                    Content = System.Text.Encoding.BigEndianUnicode.GetBytes("您好"),
                    Options =
                    [
                        new SmppOption(SmppTag.SarReference, new byte[] { 1, 2 }),
                        new SmppOption(SmppTag.SarTotal, new byte[] { 3 }),
                        new SmppOption(SmppTag.SarIndex, new byte[] { 2 }),
                    ],
                }
            )
        );
        var inbound = await _handler.InboundAsync();
        Assert.Equal(("您好", new Concatenation(0x102, 3, 2)), (inbound.Text, inbound.Concatenation));
        inbound.Acknowledge(false);
        Assert.Equal(SmppStatus.TemporaryAppError, (await ReadAsync(peer)).Header.Status);
    }

    [Fact]
    public async Task Request_that_nobody_knows_is_nacked_and_the_connection_stays()
    {
        var peer = await StartBoundAsync();
        await peer.SendAsync(output =>
        {
            SmppEncoder.Empty(output, (SmppCommand)0x77, 5);
            SmppEncoder.Empty(output, SmppCommand.EnquireLink, 6);
        });
        var (nack, _) = await ReadAsync(peer);
        Assert.Equal((SmppCommand.GenericNack, 5u, 3u), (nack.Command, nack.Sequence, nack.Status));
        Assert.Equal(SmppCommand.EnquireLinkResponse, (await ReadAsync(peer)).Header.Command);
    }

    [Theory]
    [InlineData(0x0Eu, true)]
    [InlineData(0x05u, false)]
    public async Task Bind_refused_without_a_body_tells_the_status(uint status, bool longWait)
    {
        Start();
        await AcceptAsync(status);
        var refused = await _handler.EventAsync(CarrierConnectionEventKind.LoginRefused);
        Assert.Contains($"status {status}", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(longWait, refused.RetryAfter > TimeSpan.FromMinutes(3));
    }

    private static SmppMessage Receipt(string text) =>
        new()
        {
            Source = "8613800138000",
            Destination = Source,
            EsmClass = 0x04,
            Content = System.Text.Encoding.ASCII.GetBytes(text),
        };

    private async Task<RawPeer> StartBoundAsync(Func<SmppLinkSettings, SmppLinkSettings>? change = null)
    {
        Start(change);
        var (peer, _) = await AcceptAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        return peer;
    }

    private void Start(Func<SmppLinkSettings, SmppLinkSettings>? change = null)
    {
        var settings = new SmppLinkSettings
        {
            Host = "127.0.0.1",
            Port = _gateway.Port,
            Account = "hospital",
            Secret = "secret08",
        };
        _link = new SmppLink(change?.Invoke(settings) ?? settings, _handler, _clock, new Random(1));
        _link.Start();
    }

    private async Task<(RawPeer Peer, SmppCommand Bind)> AcceptAsync(uint status = 0)
    {
        var peer = await _gateway.AcceptAsync();
        _peers.Add(peer);
        var (header, body) = await ReadAsync(peer);
        Assert.Equal(new SmppBind("hospital", "secret08"), SmppDecoder.Bind(body));
        var answer = (SmppCommand)((uint)header.Command | 0x8000_0000);
        await peer.SendAsync(output =>
        {
            if (status == 0)
            {
                SmppEncoder.BindResponse(output, answer, header.Sequence, "SMSC01", null);
            }
            else
            {
                SmppEncoder.Empty(output, answer, header.Sequence, status);
            }
        });
        return (peer, header.Command);
    }

    private static async Task<(SmppHeader Header, byte[] Body)> ReadAsync(RawPeer peer)
    {
        var pdu = await peer.ReadAsync();
        Assert.NotNull(pdu);
        Assert.True(SmppDecoder.TryReadFrame(pdu, SmppDecoder.MaxLength, out var header, out _));
        return (header, pdu[SmppHeader.Size..]);
    }
}
