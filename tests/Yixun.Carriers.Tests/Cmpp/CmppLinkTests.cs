using System.Text;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests.Cmpp;

public sealed class CmppLinkTests : IAsyncDisposable
{
    private readonly ScriptedGateway _gateway = new();
    private readonly RecordingHandler _handler = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 7, 3, 1, 5, 1, TimeSpan.Zero));
    private CmppLink? _link;

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
        {
            await _link.DisposeAsync();
        }

        _gateway.Dispose();
    }

    [Theory]
    [InlineData(CmppVersion.V20)]
    [InlineData(CmppVersion.V30)]
    public async Task Submit_accepted_gives_the_carrier_id(byte version)
    {
        using var peer = await StartAsync(settings => settings with { Version = version });
        Assert.True(_link!.TrySubmit([Segment()]));
        var (sequence, submit) = await peer.ReadSubmitAsync();
        Assert.Equal(["13800138000"], submit.Destinations);
        Assert.Equal("901234", submit.MessageSource);
        await peer.AnswerAsync(sequence, 0x71a4504027110001);
        var (_, outcome) = await _handler.OutcomeAsync();
        Assert.Equal(new SubmitOutcome(SubmitOutcomeKind.Accepted, "71a4504027110001", 0, null), outcome);
        Assert.Equal((1L, 1L), (_link.Counters.Submits, _link.Counters.ResponsesByCode[0]));
    }

    [Fact]
    public async Task Login_uses_the_carriers_clock()
    {
        Start();
        using var peer = await _gateway.AcceptAsync();
        var (header, body) = await peer.ReadAsync();
        Assert.Equal(CmppCommand.Connect, header.Command);
        Assert.Equal(703090501u, CmppDecoder.Connect(body).Timestamp);
    }

    [Theory]
    [InlineData(3u, true)]
    [InlineData(5u, false)]
    public async Task Login_refused_tells_the_status_and_waits(uint status, bool longWait)
    {
        Start();
        using var peer = await _gateway.AcceptAsync();
        await peer.AnswerLoginAsync(status);
        var refused = await _handler.EventAsync(CarrierConnectionEventKind.LoginRefused);
        Assert.StartsWith($"status {status}", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(longWait, refused.RetryAfter > TimeSpan.FromMinutes(3));
        Assert.Equal(0, _link!.BoundConnections);
        Assert.False(_link.TrySubmit([Segment()]));
    }

    [Fact]
    public async Task Login_version_too_high_falls_back_when_allowed()
    {
        Start(settings => settings with { Version = CmppVersion.V30, AllowVersionFallback = true });
        using (var first = await _gateway.AcceptAsync())
        {
            await first.AnswerLoginAsync(4);
            await _handler.EventAsync(CarrierConnectionEventKind.LoginRefused);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        using var second = await _gateway.BindAsync();
        Assert.Equal("version 0x20", (await _handler.EventAsync(CarrierConnectionEventKind.Bound)).Detail);
    }

    [Fact]
    public async Task Login_with_forged_gateway_warns_and_binds()
    {
        Start();
        using var peer = await _gateway.AcceptAsync();
        await peer.AnswerLoginAsync(0, "other");
        await _handler.EventAsync(CarrierConnectionEventKind.Warning);
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
    }

    [Fact]
    public async Task Login_without_answer_times_out_and_tries_again()
    {
        Start();
        using var silent = await _gateway.AcceptAsync();
        await silent.ReadAsync();
        _clock.Advance(TimeSpan.FromSeconds(61));
        await _handler.EventAsync(CarrierConnectionEventKind.ConnectFailed);
        using var peer = await ReconnectAsync();
    }

    [Fact]
    public async Task Submit_beyond_the_window_is_not_taken_until_a_slot_is_free()
    {
        using var peer = await StartAsync(settings => settings with { Window = 2 });
        Assert.True(_link!.TrySubmit([Segment(1)]));
        Assert.True(_link.TrySubmit([Segment(2)]));
        Assert.False(_link.TrySubmit([Segment(3)]));
        Assert.Equal((2, 2), (_link.InFlight, _link.Window));
        var (sequence, _) = await peer.ReadSubmitAsync();
        await peer.ReadSubmitAsync();
        Assert.Equal(0, peer.Waiting);
        _handler.ForgetCapacity();
        await peer.AnswerAsync(sequence, 1);
        await _handler.CapacityAsync();
        Assert.True(_link.TrySubmit([Segment(3)]));
        Assert.Equal(1, _link.Counters.WindowFull);
    }

    [Fact]
    public async Task Submit_of_more_segments_than_the_window_keeps_order_and_window()
    {
        using var peer = await StartAsync(settings => settings with { Window = 2 });
        var message = Enumerable.Range(1, 5).Select(index => Segment(1, index, 5)).ToArray();
        Assert.True(_link!.TrySubmit(message));
        Assert.False(_link.TrySubmit([Segment(2)]));
        for (var index = 1; index <= 5; index++)
        {
            var (sequence, submit) = await peer.ReadSubmitAsync();
            Assert.Equal((5, index, 1), (submit.Total, submit.Index, submit.UserDataHeaderIndicator));
            Assert.True(_link.InFlight <= 2);
            await peer.AnswerAsync(sequence, (ulong)index);
            Assert.Same(message[index - 1], (await _handler.OutcomeAsync()).Segment);
        }
    }

    [Fact]
    public async Task Responses_out_of_order_repeated_and_invented_pair_by_sequence()
    {
        using var peer = await StartAsync();
        _link!.TrySubmit([Segment(1)]);
        _link.TrySubmit([Segment(2)]);
        var (first, _) = await peer.ReadSubmitAsync();
        var (second, _) = await peer.ReadSubmitAsync();
        await peer.AnswerAsync(999_999, 9);
        await peer.AnswerAsync(second, 2);
        await peer.AnswerAsync(second, 3);
        await peer.AnswerAsync(first, 1);
        var one = await _handler.OutcomeAsync();
        var two = await _handler.OutcomeAsync();
        Assert.Equal((2L, "0000000000000002"), (one.Segment.MessageId, one.Outcome.CarrierId));
        Assert.Equal((1L, "0000000000000001"), (two.Segment.MessageId, two.Outcome.CarrierId));
        Assert.Equal(2, _link.Counters.UnknownResponses);
        Assert.Equal(0, _handler.PendingOutcomes);
    }

    [Fact]
    public async Task Responses_octet_by_octet_are_understood()
    {
        using var peer = await StartAsync(settings => settings with { Version = CmppVersion.V30 });
        _link!.TrySubmit([Segment()]);
        var (sequence, _) = await peer.ReadSubmitAsync();
        var response = new CmppSubmitResponse(7, 0);
        foreach (
            var octet in CmppPdus.Encode(CmppCommand.SubmitResponse, sequence, response, CmppVersion.V30)
        )
        {
            await peer.SendAsync([octet]);
        }

        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
    }

    [Fact]
    public async Task Half_response_then_close_is_uncertain()
    {
        using var peer = await StartAsync();
        _link!.TrySubmit([Segment()]);
        var (sequence, _) = await peer.ReadSubmitAsync();
        await peer.SendAsync(
            CmppPdus.Encode(
                CmppCommand.SubmitResponse,
                sequence,
                new CmppSubmitResponse(7, 0),
                CmppVersion.V20
            )[..15]
        );
        peer.Dispose();
        var (_, outcome) = await _handler.OutcomeAsync();
        Assert.Equal(new SubmitOutcome(SubmitOutcomeKind.Uncertain, null, 0, "connection lost"), outcome);
        Assert.Equal(1, _link.Counters.Uncertain);
    }

    [Fact]
    public async Task Connection_lost_with_waiting_segments_are_not_sent()
    {
        using var peer = await StartAsync(settings => settings with { Window = 1 });
        _link!.TrySubmit([Segment(1, 1, 3), Segment(1, 2, 3), Segment(1, 3, 3)]);
        await peer.ReadSubmitAsync();
        peer.Dispose();
        var outcomes = new[]
        {
            await _handler.OutcomeAsync(),
            await _handler.OutcomeAsync(),
            await _handler.OutcomeAsync(),
        };
        Assert.Equal(
            [SubmitOutcomeKind.Uncertain, SubmitOutcomeKind.NotSent, SubmitOutcomeKind.NotSent],
            outcomes.OrderBy(each => each.Segment.Index).Select(each => each.Outcome.Kind)
        );
    }

    [Fact]
    public async Task Response_timeout_is_uncertain_and_the_late_response_is_ignored()
    {
        using var peer = await StartAsync();
        _link!.TrySubmit([Segment(1)]);
        var (sequence, _) = await peer.ReadSubmitAsync();
        _clock.Advance(TimeSpan.FromSeconds(61));
        var (_, outcome) = await _handler.OutcomeAsync();
        Assert.Equal(new SubmitOutcome(SubmitOutcomeKind.Uncertain, null, 0, "response timeout"), outcome);
        await peer.AnswerAsync(sequence, 1);
        _link.TrySubmit([Segment(2)]);
        var next = await ReadSubmitSkippingTestsAsync(peer);
        await peer.AnswerAsync(next, 2);
        Assert.Equal(2, (await _handler.OutcomeAsync()).Segment.MessageId);
        Assert.Equal((1L, 1L), (_link.Counters.Timeouts, _link.Counters.UnknownResponses));
    }

    [Theory]
    [InlineData(8u, SubmitOutcomeKind.FlowControl)]
    [InlineData(13u, SubmitOutcomeKind.Rejected)]
    public async Task Submit_refused_gives_the_code(uint result, SubmitOutcomeKind kind)
    {
        using var peer = await StartAsync();
        _link!.TrySubmit([Segment()]);
        var (sequence, _) = await peer.ReadSubmitAsync();
        await peer.AnswerAsync(sequence, 0, result);
        Assert.Equal(new SubmitOutcome(kind, null, result, null), (await _handler.OutcomeAsync()).Outcome);
    }

    [Theory]
    [InlineData(CmppVersion.V20, true, 0u)]
    [InlineData(CmppVersion.V30, false, 8u)]
    public async Task Report_is_answered_only_when_acknowledged(byte version, bool stored, uint result)
    {
        using var peer = await StartAsync(settings => settings with { Version = version });
        var content = new byte[version == CmppVersion.V30 ? 71 : 60];
        CmppEncoder.Report(
            content,
            new CmppStatusReport(
                0xcfdfbec00065ffff,
                "MB:0005",
                "2612312359",
                "2701010001",
                "8613800138000",
                0
            ),
            version
        );
        await peer.SendAsync(
            CmppCommand.Deliver,
            9001,
            new CmppDeliver
            {
                MessageId = 77,
                RegisteredDelivery = 1,
                Content = content,
            }
        );
        var report = await _handler.ReportAsync();
        Assert.Equal("cfdfbec00065ffff", report.CarrierId);
        Assert.Equal(("MB:0005", "13800138000"), (report.Status, report.Destination));
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 1, 0, TimeSpan.FromHours(8)), report.DoneAt);
        Assert.Equal(0, peer.Waiting);
        report.Acknowledge(stored);
        report.Acknowledge(!stored);
        var (header, body) = await peer.ReadAsync();
        Assert.Equal((CmppCommand.DeliverResponse, 9001u), (header.Command, header.Sequence));
        Assert.Equal(new CmppDeliverResponse(77, result), CmppDecoder.DeliverResponse(body));
        Assert.Equal(0, peer.Waiting);
    }

    [Fact]
    public async Task Report_too_short_is_refused_and_the_connection_stays()
    {
        using var peer = await StartAsync();
        await peer.SendAsync(
            CmppCommand.Deliver,
            5,
            new CmppDeliver
            {
                MessageId = 6,
                RegisteredDelivery = 1,
                Content = new byte[10],
            }
        );
        var (_, body) = await peer.ReadAsync();
        Assert.Equal(new CmppDeliverResponse(6, 4), CmppDecoder.DeliverResponse(body));
        Assert.Equal((1, 1L), (_link!.BoundConnections, _link.Counters.MalformedDeliveries));
    }

    [Fact]
    public async Task Deliveries_that_are_not_stored_stop_the_reading_and_time_nothing_out()
    {
        const int Waiting = 100;
        const int Sent = 5_000;
        using var peer = await StartAsync(settings => settings with { UnansweredDeliveries = Waiting });
        Assert.True(_link!.TrySubmit([Segment()]));
        var (sequence, _) = await peer.ReadSubmitAsync();
        var sending = Task.Run(
            async () =>
            {
                for (var number = 0u; number < Sent; number++)
                {
                    await peer.SendAsync(CmppCommand.Deliver, number, Delivery());
                }

                await peer.AnswerAsync(sequence, 1);
            },
            TestContext.Current.CancellationToken
        );
        List<CarrierReport> reports = [await _handler.ReportAsync()];
        while (reports.Count < Waiting)
        {
            reports.Add(await _handler.ReportAsync());
        }

        // What was received together with the last one allowed is still told.
        var most =
            Waiting + (2 * 128 * 1024 / CmppPdus.Encode(CmppCommand.Deliver, 1, Delivery(), 0x20).Length);
        // The reader comes to rest a moment after the last report that it may tell.
        var before = -1L;
        while (before != _link.Counters.Reports)
        {
            before = _link.Counters.Reports;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.InRange(_link.Counters.Reports, Waiting, most);
        Assert.Equal((0L, 1), (_link.Counters.Timeouts, _link.BoundConnections));
        for (var told = 0; told < Sent; told++)
        {
            var next = told < reports.Count ? reports[told] : await _handler.ReportAsync();
            next.Acknowledge(true);
        }

        await sending;
        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
    }

    [Fact]
    public async Task Inbound_long_segment_gives_text_and_place()
    {
        using var peer = await StartAsync();
        await peer.SendAsync(
            CmppCommand.Deliver,
            1,
            new CmppDeliver
            {
                MessageId = 0xAB,
                DestinationId = "10690000123401",
                UserDataHeaderIndicator = 0x40,
                Format = 8,
                SourceTerminalId = "8613800138000",
                Content = (byte[])[6, 8, 4, 1, 2, 3, 2, .. Encoding.BigEndianUnicode.GetBytes("退订")],
            }
        );
        var inbound = await _handler.InboundAsync();
        Assert.Equal(("13800138000", "10690000123401", "退订"), (inbound.From, inbound.To, inbound.Text));
        Assert.Equal(new Concatenation(0x0102, 3, 2), inbound.Concatenation);
        Assert.Equal("00000000000000ab", inbound.CarrierId);
        inbound.Acknowledge(true);
        var (_, body) = await peer.ReadAsync();
        Assert.Equal(new CmppDeliverResponse(0xAB, 0), CmppDecoder.DeliverResponse(body));
    }

    [Fact]
    public async Task Handler_that_throws_costs_neither_link_nor_connection()
    {
        var handler = new RecordingHandler { FailOnReport = true };
        await using var link = new CmppLink(Settings(), handler, _clock);
        link.Start();
        using var peer = await _gateway.BindAsync();
        await handler.EventAsync(CarrierConnectionEventKind.Bound);
        var content = new byte[60];
        CmppEncoder.Report(content, new CmppStatusReport(1, "DELIVRD", "", "", "", 0), CmppVersion.V20);
        await peer.SendAsync(
            CmppCommand.Deliver,
            1,
            new CmppDeliver { RegisteredDelivery = 1, Content = content }
        );
        await handler.EventAsync(CarrierConnectionEventKind.Warning);
        await peer.SendAsync(CmppCommand.ActiveTest, 2, null);
        Assert.Equal(CmppCommand.ActiveTestResponse, (await peer.ReadAsync()).Header.Command);
    }

    [Fact]
    public async Task ActiveTest_is_answered_and_short_answers_are_taken()
    {
        using var peer = await StartAsync();
        await peer.SendAsync(CmppCommand.ActiveTest, 77, null);
        var (header, body) = await peer.ReadAsync();
        Assert.Equal(new CmppHeader(13, CmppCommand.ActiveTestResponse, 77), header);
        Assert.Equal([0], body);
        _clock.Advance(TimeSpan.FromSeconds(31));
        var test = await peer.ReadAsync();
        Assert.Equal(CmppCommand.ActiveTest, test.Header.Command);
        // Twelve octets, as one gateway sends it.
        await peer.SendAsync([0, 0, 0, 12, 0x80, 0, 0, 8, 0, 0, 0, (byte)test.Header.Sequence]);
        await RoundTripAsync(peer);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(CmppCommand.ActiveTest, (await peer.ReadAsync()).Header.Command);
        Assert.Equal(1, _link!.BoundConnections);
    }

    [Fact]
    public async Task Silent_gateway_is_dropped_after_the_tests_and_reconnected()
    {
        using var peer = await StartAsync();
        for (var test = 0; test < 3; test++)
        {
            _clock.Advance(TimeSpan.FromSeconds(31));
            Assert.Equal(CmppCommand.ActiveTest, (await peer.ReadAsync()).Header.Command);
        }

        _clock.Advance(TimeSpan.FromSeconds(31));
        var lost = await _handler.EventAsync(CarrierConnectionEventKind.Lost);
        Assert.Equal("silent after 3 link tests", lost.Detail);
        using var again = await ReconnectAsync();
        Assert.Equal(1, _link!.Counters.Reconnects);
    }

    [Fact]
    public async Task Dropped_connection_is_bound_again_and_submits()
    {
        using (await StartAsync())
        {
            // Closed at once.
        }

        await _handler.EventAsync(CarrierConnectionEventKind.Lost);
        using var peer = await ReconnectAsync();
        Assert.True(_link!.TrySubmit([Segment()]));
        await peer.ReadSubmitAsync();
    }

    [Fact]
    public async Task Terminate_from_the_gateway_is_answered_and_reconnected()
    {
        using var peer = await StartAsync();
        await peer.SendAsync(CmppCommand.Terminate, 78, null);
        Assert.Equal(new CmppHeader(12, CmppCommand.TerminateResponse, 78), (await peer.ReadAsync()).Header);
        await _handler.EventAsync(CarrierConnectionEventKind.Closed);
        using var again = await ReconnectAsync();
    }

    [Fact]
    public async Task Terminate_lets_outstanding_responses_come()
    {
        using var peer = await StartAsync(settings => settings with { Window = 1 });
        _link!.TrySubmit([Segment(1, 1, 2), Segment(1, 2, 2)]);
        var (sequence, _) = await peer.ReadSubmitAsync();
        await peer.SendAsync(CmppCommand.Terminate, 78, null);
        await peer.ReadAsync();
        Assert.Equal(SubmitOutcomeKind.NotSent, (await _handler.OutcomeAsync()).Outcome.Kind);
        Assert.False(_link.TrySubmit([Segment(2)]));
        await peer.AnswerAsync(sequence, 5);
        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
        await _handler.EventAsync(CarrierConnectionEventKind.Closed);
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("ffffffff")]
    [InlineData("0000000c0000000900000001")]
    [InlineData("00000010800000040000000200000000")]
    public async Task Garbage_is_a_protocol_error_and_reconnects(string hex)
    {
        using var peer = await StartAsync();
        await peer.SendAsync(Convert.FromHexString(hex));
        await _handler.EventAsync(CarrierConnectionEventKind.ProtocolError);
        using var again = await ReconnectAsync();
    }

    [Fact]
    public async Task Drain_waits_for_responses_and_says_goodbye()
    {
        using var peer = await StartAsync();
        _link!.TrySubmit([Segment()]);
        var (sequence, _) = await peer.ReadSubmitAsync();
        var drained = _link.DrainAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(_link.TrySubmit([Segment(2)]));
        Assert.False(drained.IsCompleted);
        await peer.AnswerAsync(sequence, 1);
        var terminate = await peer.ReadAsync();
        Assert.Equal(CmppCommand.Terminate, terminate.Header.Command);
        await peer.SendAsync(CmppCommand.TerminateResponse, terminate.Header.Sequence, null);
        await drained;
        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
        Assert.Equal(0, await peer.ReadToEndAsync());
        Assert.Equal(0, _link.BoundConnections);
    }

    [Fact]
    public async Task Drain_out_of_time_ends_open_segments()
    {
        using var peer = await StartAsync(settings => settings with { Window = 1 });
        _link!.TrySubmit([Segment(1, 1, 2), Segment(1, 2, 2)]);
        await peer.ReadSubmitAsync();
        var drained = _link.DrainAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await drained;
        var outcomes = new[] { await _handler.OutcomeAsync(), await _handler.OutcomeAsync() };
        Assert.Equal(
            [SubmitOutcomeKind.Uncertain, SubmitOutcomeKind.NotSent],
            outcomes.OrderBy(each => each.Segment.Index).Select(each => each.Outcome.Kind)
        );
    }

    [Fact]
    public async Task Connections_of_a_link_share_the_load()
    {
        Start(settings => settings with { Connections = 2, Window = 1 });
        using var first = await _gateway.BindAsync();
        using var second = await _gateway.BindAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        Assert.True(_link!.TrySubmit([Segment(1)]));
        Assert.True(_link.TrySubmit([Segment(2)]));
        Assert.False(_link.TrySubmit([Segment(3)]));
        await first.ReadSubmitAsync();
        await second.ReadSubmitAsync();
        Assert.Equal((2, 2, 2), (_link.BoundConnections, _link.Window, _link.InFlight));
    }

    [Fact]
    public async Task Submit_that_can_not_be_written_throws()
    {
        using var peer = await StartAsync();
        var tooLong = new SubmitSegment
        {
            MessageId = 1,
            Index = 1,
            Total = 1,
            Destination = "13800138000",
            Source = "1069",
            Coding = TextCoding.Ucs2,
            UserData = new byte[141],
        };
        Assert.Throws<ArgumentException>(() => _link!.TrySubmit([tooLong]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _link!.TrySubmit([]));
    }

    private static CmppDeliver Delivery()
    {
        var content = new byte[60];
        CmppEncoder.Report(
            content,
            new CmppStatusReport(7, "DELIVRD", "2612312359", "2701010001", "13800138000", 0),
            CmppVersion.V20
        );
        return new CmppDeliver
        {
            MessageId = 77,
            RegisteredDelivery = 1,
            Content = content,
        };
    }

    private CmppLinkSettings Settings() =>
        new()
        {
            Host = "127.0.0.1",
            Port = _gateway.Port,
            Account = "901234",
            Secret = "1234",
            ServiceId = "YYTZ",
        };

    private void Start(Func<CmppLinkSettings, CmppLinkSettings>? change = null)
    {
        var settings = Settings();
        _link = new CmppLink(change?.Invoke(settings) ?? settings, _handler, _clock, new Random(1));
        _link.Start();
    }

    private async Task<GatewayPeer> StartAsync(Func<CmppLinkSettings, CmppLinkSettings>? change = null)
    {
        Start(change);
        var version = (change?.Invoke(Settings()) ?? Settings()).Version;
        var peer = await _gateway.BindAsync(version);
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        return peer;
    }

    // The wait begins a moment after the event: the clock is moved until the link comes.
    private async Task<GatewayPeer> ReconnectAsync()
    {
        var binding = _gateway.BindAsync();
        while (!binding.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(binding, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        return await binding;
    }

    private static async Task RoundTripAsync(GatewayPeer peer)
    {
        await peer.SendAsync(CmppCommand.ActiveTest, 500, null);
        Assert.Equal(500u, (await peer.ReadAsync()).Header.Sequence);
    }

    private static async Task<uint> ReadSubmitSkippingTestsAsync(GatewayPeer peer)
    {
        while (true)
        {
            var (header, _) = await peer.ReadAsync();
            if (header.Command == CmppCommand.Submit)
            {
                return header.Sequence;
            }
        }
    }

    private static SubmitSegment Segment(long messageId = 1, int index = 1, int total = 1) =>
        new()
        {
            MessageId = messageId,
            Index = index,
            Total = total,
            Destination = "13800138000",
            Source = "106900001234",
            Coding = TextCoding.Ascii,
            UserData = Encoding.ASCII.GetBytes("Your code is 482913"),
        };
}
