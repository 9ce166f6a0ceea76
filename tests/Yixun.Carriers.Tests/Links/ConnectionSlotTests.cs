using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.Carriers.Tests.Cmpp;

namespace Yixun.Carriers.Tests.Links;

/// <summary>What a connection does with the slot that it needs.</summary>
public sealed class ConnectionSlotTests : IAsyncDisposable
{
    private readonly ScriptedGateway _gateway = new();
    private readonly RecordingHandler _handler = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeSlots _slots = new();
    private readonly CmppLink _link;

    public ConnectionSlotTests() =>
        _link = new CmppLink(
            new CmppLinkSettings
            {
                Host = "127.0.0.1",
                Port = _gateway.Port,
                Account = "901234",
                Secret = "1234",
            },
            _handler,
            _clock,
            new Random(1),
            _slots
        );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        _gateway.Dispose();
        _slots.Dispose();
    }

    [Fact]
    public async Task Connection_without_a_slot_waits_and_stands_by()
    {
        _link.Start();
        await _handler.EventAsync(CarrierConnectionEventKind.Waiting);
        Assert.Equal(
            (true, 1, 0, 0d),
            (_link.IsStandby, _link.WaitingConnections, _link.BoundConnections, _link.Share)
        );
        Assert.False(_link.TrySubmit([Segments.Text("hello", "1069")]));

        _slots.Free();
        using var peer = await _gateway.BindAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        Assert.Equal(
            (false, 0, 1, 1d),
            (_link.IsStandby, _link.WaitingConnections, _link.BoundConnections, _link.Share)
        );
    }

    [Fact]
    public async Task Slot_that_is_lost_closes_the_connection_and_leaves_what_was_out_uncertain()
    {
        using var peer = await StartAsync();
        _link.TrySubmit([Segments.Text("hello", "1069")]);
        await peer.ReadSubmitAsync();
        _slots.Taken[0].Lose();

        Assert.Equal(0, await peer.ReadToEndAsync());
        Assert.Equal(SubmitOutcomeKind.Uncertain, (await _handler.OutcomeAsync()).Outcome.Kind);
        await _handler.EventAsync(CarrierConnectionEventKind.Lost);
        await _slots.Taken[0].GivenBack.Task.WaitAsync(Cancellation);
        await _handler.EventAsync(CarrierConnectionEventKind.Waiting);
        Assert.True(_link.IsStandby);

        _slots.Free();
        using var again = await _gateway.BindAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
    }

    [Fact]
    public async Task Slot_that_is_over_by_the_clock_lets_nothing_be_written()
    {
        using var peer = await StartAsync();
        _slots.Taken[0].Expire();
        _link.TrySubmit([Segments.Text("hello", "1069")]);

        Assert.Equal(SubmitOutcomeKind.NotSent, (await _handler.OutcomeAsync()).Outcome.Kind);
        Assert.Equal(0, await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task Drain_gives_the_slot_back_after_the_connection_is_closed()
    {
        using var peer = await StartAsync();
        var draining = _link.DrainAsync(TimeSpan.FromSeconds(30), Cancellation);
        var terminate = await peer.ReadAsync();
        Assert.Equal(CmppCommand.Terminate, terminate.Header.Command);
        Assert.False(_slots.Taken[0].GivenBack.Task.IsCompleted);
        await peer.SendAsync(CmppCommand.TerminateResponse, terminate.Header.Sequence, null);
        await draining;
        Assert.True(_slots.Taken[0].GivenBack.Task.IsCompleted);
    }

    [Fact]
    public async Task Drain_ends_waiting_for_a_slot()
    {
        _link.Start();
        await _handler.EventAsync(CarrierConnectionEventKind.Waiting);
        await _link.DrainAsync(TimeSpan.FromSeconds(30), Cancellation);
        _slots.Free();
        Assert.Empty(_slots.Taken);
    }

    [Fact]
    public async Task Gateway_that_can_not_be_reached_leaves_the_slot_to_others()
    {
        _gateway.Dispose();
        _slots.Free();
        _link.Start();
        await _handler.EventAsync(CarrierConnectionEventKind.ConnectFailed);
        await _slots.Taken[0].GivenBack.Task.WaitAsync(Cancellation);
    }

    private async Task<GatewayPeer> StartAsync()
    {
        _slots.Free();
        _link.Start();
        var peer = await _gateway.BindAsync();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        return peer;
    }
}
