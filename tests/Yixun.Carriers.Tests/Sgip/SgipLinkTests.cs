using System.Net;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip;
using Yixun.Carriers.Sgip.Codec;
using Yixun.Carriers.Sgip.Pdus;
using Yixun.Carriers.Tests.Cmpp;

namespace Yixun.Carriers.Tests.Sgip;

public sealed class SgipLinkTests : IAsyncDisposable
{
    private const string Source = "106550001234";
    private static readonly SgipSequence PeerSequence = new(101_001, 703_090_510, 2);
    private readonly RawGateway _gateway = new();
    private readonly RecordingHandler _handler = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 7, 3, 1, 5, 1, TimeSpan.Zero));
    private SgipLink? _link;

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
        {
            await _link.DisposeAsync();
        }

        _gateway.Dispose();
    }

    [Fact]
    public async Task Submit_is_accepted_by_its_own_sequence()
    {
        using var peer = await StartAsync();
        Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
        var (header, body) = await ReadAsync(peer);
        Assert.Equal("8613800138000", new SgipSubmitView(body).UserNumber(0));
        Assert.Equal((3_010_012_345u, 703_090_501u), (header.Sequence.Node, header.Sequence.Time));
        await AnswerAsync(peer, header, SgipResult.Ok);
        var (_, outcome) = await _handler.OutcomeAsync();
        Assert.Equal(
            (SubmitOutcomeKind.Accepted, header.Sequence.ToCarrierId()),
            (outcome.Kind, outcome.CarrierId)
        );
    }

    [Theory]
    [InlineData(SgipResult.Busy, SubmitOutcomeKind.FlowControl)]
    [InlineData(SgipResult.TooFast, SubmitOutcomeKind.FlowControl)]
    [InlineData(6, SubmitOutcomeKind.Rejected)]
    public async Task Submit_refused_gives_the_result(byte result, SubmitOutcomeKind kind)
    {
        using var peer = await StartAsync();
        Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
        var (header, _) = await ReadAsync(peer);
        await AnswerAsync(peer, header, result);
        var (_, outcome) = await _handler.OutcomeAsync();
        Assert.Equal((kind, (uint)result), (outcome.Kind, outcome.Code));
    }

    [Fact]
    public async Task Idle_connection_says_goodbye_sleeps_and_is_opened_again_by_a_submit()
    {
        using var peer = await StartAsync();
        var reading = peer.ReadAsync();
        while (!reading.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(reading, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        Assert.Equal(SgipCommand.Unbind, Header((await reading)!).Command);
        await peer.SendAsync(output =>
            SgipEncoder.Empty(output, SgipCommand.UnbindResponse, Header(reading.Result!).Sequence)
        );
        await _handler.EventAsync(CarrierConnectionEventKind.Closed);
        // It counts as one that can take something.
        Assert.Equal((1, 16), (_link!.BoundConnections, _link.Window));
        Assert.False(_link.TrySubmit([Segments.Text("hello", Source)]));

        using var second = await AcceptAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        Assert.True(_link.TrySubmit([Segments.Text("hello", Source)]));
        Assert.Equal(SgipCommand.Submit, (await ReadAsync(second)).Header.Command);
    }

    [Fact]
    public async Task Counter_goes_on_over_connections()
    {
        SgipSequence first;
        using (var peer = await StartAsync())
        {
            Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
            first = (await ReadAsync(peer)).Header.Sequence;
        }

        await _handler.EventAsync(CarrierConnectionEventKind.Lost);
        var accepting = AcceptAsync();
        while (!accepting.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(accepting, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        using var second = await accepting;
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
        // The login took one.
        Assert.Equal(first.Counter + 2, (await ReadAsync(second)).Header.Sequence.Counter);
    }

    [Fact]
    public async Task Gateway_that_never_answers_is_given_up_and_its_submits_are_uncertain()
    {
        using var peer = await StartAsync();
        Assert.True(_link!.TrySubmit([Segments.Text("hello", Source)]));
        await ReadAsync(peer);
        var ending = _handler.EventAsync(CarrierConnectionEventKind.Lost);
        while (!ending.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(ending, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        Assert.Equal(SubmitOutcomeKind.Uncertain, (await _handler.OutcomeAsync()).Outcome.Kind);
    }

    [Fact]
    public async Task Report_on_the_gateways_connection_is_answered_with_its_own_sequence_once_stored()
    {
        using var own = await StartAsync(listen: true);
        using var peer = await RawPeer.ConnectAsync(_link!.ListenPort);
        Assert.Equal(SgipResult.Ok, await BindAsync(peer, "unicom", "pwd12345"));
        var submit = new SgipSequence(3_010_012_345, 703_090_501, 1);
        await peer.SendAsync(output =>
            SgipEncoder.Report(output, PeerSequence, new SgipReport(submit, 0, "8613800138000", 0, 0))
        );
        var report = await _handler.ReportAsync();
        Assert.Equal(
            (submit.ToCarrierId(), "DELIVRD", "13800138000"),
            (report.CarrierId, report.Status, report.Destination)
        );
        report.Acknowledge(true);
        var (header, body) = await ReadAsync(peer);
        Assert.Equal((SgipCommand.ReportResponse, PeerSequence), (header.Command, header.Sequence));
        Assert.Equal(SgipResult.Ok, SgipDecoder.Response(body));
    }

    [Fact]
    public async Task Reply_that_is_not_stored_is_asked_for_again()
    {
        using var own = await StartAsync(listen: true);
        using var peer = await RawPeer.ConnectAsync(_link!.ListenPort);
        await BindAsync(peer, "unicom", "pwd12345");
        await peer.SendAsync(output =>
            SgipEncoder.Deliver(
                output,
                PeerSequence,
                new SgipDeliver
                {
                    UserNumber = "8613800138000",
                    SpNumber = Source,
                    Coding = 15,
                    Content = new byte[] { 0xCD, 0xCB, 0xB6, 0xA9 },
                }
            )
        );
        var inbound = await _handler.InboundAsync();
        Assert.Equal(("13800138000", Source, "退订"), (inbound.From, inbound.To, inbound.Text));
        inbound.Acknowledge(false);
        Assert.Equal(SgipResult.Busy, SgipDecoder.Response((await ReadAsync(peer)).Body));
    }

    [Fact]
    public async Task Report_on_our_own_connection_is_taken_too()
    {
        using var peer = await StartAsync();
        await peer.SendAsync(output =>
            SgipEncoder.Report(output, PeerSequence, new SgipReport(PeerSequence, 0, "8613800138000", 2, 29))
        );
        Assert.Equal("ERR:29", (await _handler.ReportAsync()).Status);
    }

    [Theory]
    [InlineData("unicom", "wrong")]
    [InlineData("other", "pwd12345")]
    [InlineData("", "")]
    public async Task Gateway_with_a_wrong_login_is_refused_and_closed(string name, string password)
    {
        using var own = await StartAsync(listen: true);
        using var peer = await RawPeer.ConnectAsync(_link!.ListenPort);
        Assert.Equal(SgipResult.IllegalLogin, await BindAsync(peer, name, password));
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task Report_before_the_login_closes_the_connection()
    {
        using var own = await StartAsync(listen: true);
        using var peer = await RawPeer.ConnectAsync(_link!.ListenPort);
        await peer.SendAsync(output =>
            SgipEncoder.Report(output, PeerSequence, new SgipReport(PeerSequence, 0, "8613800138000", 0, 0))
        );
        Assert.Null(await peer.ReadAsync());
        Assert.Equal(0, _link.Counters.Reports);
    }

    [Fact]
    public async Task Connection_from_an_address_that_is_not_listed_is_refused()
    {
        using var own = await StartAsync(listen: true, IPAddress.Parse("192.0.2.1"));
        using var peer = await RawPeer.ConnectAsync(_link!.ListenPort);
        Assert.Null(await peer.ReadAsync());
    }

    private async Task<RawPeer> StartAsync(bool listen = false, params IPAddress[] peers)
    {
        _link = new SgipLink(
            new SgipLinkSettings
            {
                Host = "127.0.0.1",
                Port = _gateway.Port,
                Account = "hospital",
                Secret = "secret08",
                Node = 3_010_012_345,
                CorpId = "12345",
                Listen = listen ? new IPEndPoint(IPAddress.Loopback, 0) : null,
                PeerAccount = "unicom",
                PeerSecret = "pwd12345",
                PeerAddresses = peers,
            },
            _handler,
            _clock,
            new Random(1)
        );
        _link.Start();
        var peer = await AcceptAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        return peer;
    }

    private async Task<RawPeer> AcceptAsync()
    {
        var peer = await _gateway.AcceptAsync();
        var (header, body) = await ReadAsync(peer);
        Assert.Equal(new SgipBind(1, "hospital", "secret08"), SgipDecoder.Bind(body));
        await AnswerAsync(peer, header, SgipResult.Ok);
        return peer;
    }

    private static async Task<byte> BindAsync(RawPeer peer, string name, string password)
    {
        await peer.SendAsync(output =>
            SgipEncoder.Bind(output, PeerSequence, new SgipBind(2, name, password))
        );
        var (header, body) = await ReadAsync(peer);
        Assert.Equal((SgipCommand.BindResponse, PeerSequence), (header.Command, header.Sequence));
        return SgipDecoder.Response(body);
    }

    private static Task AnswerAsync(RawPeer peer, SgipHeader header, byte result) =>
        peer.SendAsync(output =>
            SgipEncoder.Response(
                output,
                (SgipCommand)((uint)header.Command | 0x8000_0000),
                header.Sequence,
                result
            )
        );

    private static async Task<(SgipHeader Header, byte[] Body)> ReadAsync(RawPeer peer)
    {
        var pdu = await peer.ReadAsync();
        Assert.NotNull(pdu);
        return (Header(pdu), pdu[SgipHeader.Size..]);
    }

    private static SgipHeader Header(byte[] pdu)
    {
        Assert.True(SgipDecoder.TryReadFrame(pdu, SgipDecoder.MaxLength, out var header, out _));
        return header;
    }
}
