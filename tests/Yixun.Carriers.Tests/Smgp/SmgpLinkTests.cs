using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp;
using Yixun.Carriers.Smgp.Codec;
using Yixun.Carriers.Smgp.Pdus;
using Yixun.Carriers.Tests.Cmpp;

namespace Yixun.Carriers.Tests.Smgp;

public sealed class SmgpLinkTests : IAsyncDisposable
{
    private readonly RawGateway _gateway = new();
    private readonly RecordingHandler _handler = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 7, 3, 1, 5, 1, TimeSpan.Zero));
    private SmgpLink? _link;

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
        {
            await _link.DisposeAsync();
        }

        _gateway.Dispose();
    }

    [Fact]
    public async Task Separate_directions_send_on_one_connection_and_receive_on_the_other()
    {
        Start(settings => settings with { SeparateDirections = true });
        var peers = new Dictionary<byte, RawPeer>();
        for (var connection = 0; connection < 2; connection++)
        {
            var (peer, mode) = await AcceptAsync();
            peers.Add(mode, peer);
            await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        }

        using var sending = peers[0];
        using var receiving = peers[1];
        Assert.Equal((1, 16), (_link!.BoundConnections, _link.Window));
        Assert.True(_link.TrySubmit([Segments.Text("hello", "1065")]));
        Assert.Equal(SmgpCommand.Submit, (await ReadAsync(sending)).Header.Command);
        await receiving.SendAsync(output => SmgpEncoder.Deliver(output, 9, Report("DELIVRD")));
        var report = await _handler.ReportAsync();
        Assert.Equal(("01006107030905012320", "DELIVRD"), (report.CarrierId, report.Status));
        report.Acknowledge(true);
        var (header, body) = await ReadAsync(receiving);
        Assert.Equal((SmgpCommand.DeliverResponse, 9u), (header.Command, header.Sequence));
        Assert.Equal(new SmgpResponse(77, SmgpStatus.Ok), SmgpDecoder.Response(body));
    }

    [Theory]
    [InlineData(1u, SubmitOutcomeKind.FlowControl)]
    [InlineData(36u, SubmitOutcomeKind.Rejected)]
    public async Task Submit_refused_gives_the_status(uint status, SubmitOutcomeKind kind)
    {
        Start();
        var (peer, _) = await AcceptAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        Assert.True(_link!.TrySubmit([Segments.Text("hello", "1065")]));
        var (header, _) = await ReadAsync(peer);
        await peer.SendAsync(output =>
            SmgpEncoder.SubmitResponse(output, header.Sequence, new SmgpResponse(0, status))
        );
        Assert.Equal(kind, (await _handler.OutcomeAsync()).Outcome.Kind);
        peer.Dispose();
    }

    [Fact]
    public async Task Flow_control_status_is_the_channels()
    {
        Start(settings => settings with { FlowControlStatuses = [75] });
        var (peer, _) = await AcceptAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        Assert.True(_link!.TrySubmit([Segments.Text("hello", "1065")]));
        var (header, _) = await ReadAsync(peer);
        await peer.SendAsync(output =>
            SmgpEncoder.SubmitResponse(output, header.Sequence, new SmgpResponse(0, 75))
        );
        Assert.Equal(SubmitOutcomeKind.FlowControl, (await _handler.OutcomeAsync()).Outcome.Kind);
        peer.Dispose();
    }

    [Fact]
    public async Task Answer_to_a_link_test_with_a_reserved_octet_is_taken()
    {
        Start();
        var (peer, _) = await AcceptAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        await peer.SendAsync(output =>
        {
            output.Write<byte>([0, 0, 0, 13, 0x80, 0, 0, 4, 0, 0, 0, 7, 0]);
            SmgpEncoder.Empty(output, SmgpCommand.ActiveTest, 500);
        });
        var (header, _) = await ReadAsync(peer);
        Assert.Equal((SmgpCommand.ActiveTestResponse, 500u), (header.Command, header.Sequence));
        peer.Dispose();
    }

    [Theory]
    [InlineData(21u, true)]
    [InlineData(2u, false)]
    public async Task Login_refused_tells_the_status_and_waits(uint status, bool longWait)
    {
        Start();
        var (peer, _) = await AcceptAsync(status);
        var refused = await _handler.EventAsync(CarrierConnectionEventKind.LoginRefused);
        Assert.Contains($"status {status}", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(longWait, refused.RetryAfter > TimeSpan.FromMinutes(3));
        peer.Dispose();
    }

    [Fact]
    public async Task Reply_in_gb18030_is_decoded()
    {
        Start();
        var (peer, _) = await AcceptAsync();
        await peer.SendAsync(output =>
            SmgpEncoder.Deliver(
                output,
                9,
                new SmgpDeliver
                {
                    MessageId = 77,
                    Format = 15,
                    Source = "8613800138000",
                    Destination = "106590001234",
                    Content = new byte[] { 0xCD, 0xCB, 0xB6, 0xA9 },
                }
            )
        );
        var inbound = await _handler.InboundAsync();
        Assert.Equal(("13800138000", "退订"), (inbound.From, inbound.Text));
        inbound.Acknowledge(false);
        Assert.Equal(SmgpStatus.Busy, SmgpDecoder.Response((await ReadAsync(peer)).Body).Status);
        peer.Dispose();
    }

    private static SmgpDeliver Report(string status)
    {
        var content = new byte[SmgpReportText.Length];
        SmgpReportText.Write(
            content,
            new SmgpStatusReport("01006107030905012320", status, "2607030905", "2607030906", "000")
        );
        return new SmgpDeliver
        {
            MessageId = 77,
            IsReport = true,
            Source = "13800138000",
            Content = content,
        };
    }

    private void Start(Func<SmgpLinkSettings, SmgpLinkSettings>? change = null)
    {
        var settings = new SmgpLinkSettings
        {
            Host = "127.0.0.1",
            Port = _gateway.Port,
            Account = "10001234",
            Secret = "pass123",
        };
        _link = new SmgpLink(change?.Invoke(settings) ?? settings, _handler, _clock, new Random(1));
        _link.Start();
    }

    private async Task<(RawPeer Peer, byte Mode)> AcceptAsync(uint status = 0)
    {
        var peer = await _gateway.AcceptAsync();
        var (header, body) = await ReadAsync(peer);
        var login = SmgpDecoder.Login(body);
        Assert.Equal(SmgpAuthenticator.Client("10001234", "pass123", login.Timestamp), login.Authenticator);
        Assert.Equal(703_090_501u, login.Timestamp);
        var proof = SmgpAuthenticator.Server(status, login.Authenticator, "pass123");
        await peer.SendAsync(output =>
            SmgpEncoder.LoginResponse(
                output,
                header.Sequence,
                new SmgpLoginResponse(status, status == 0 ? proof : new byte[16], 0x30)
            )
        );
        return (peer, login.Mode);
    }

    private static async Task<(SmgpHeader Header, byte[] Body)> ReadAsync(RawPeer peer)
    {
        var pdu = await peer.ReadAsync();
        Assert.NotNull(pdu);
        Assert.True(SmgpDecoder.TryReadFrame(pdu, SmgpDecoder.MaxLength, out var header, out _));
        return (header, pdu[SmgpHeader.Size..]);
    }
}
