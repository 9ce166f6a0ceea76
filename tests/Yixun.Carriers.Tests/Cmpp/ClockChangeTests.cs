using System.Text;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests.Cmpp;

/// <summary>The machine's clock is set while a connection is bound: what is measured in elapsed time must not notice.</summary>
public sealed class ClockChangeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Clock_that_jumps_by_hours_times_out_nothing_and_drops_no_connection(int hours)
    {
        using var gateway = new ScriptedGateway();
        var handler = new RecordingHandler();
        var clock = new SteppedClock();
        await using var link = new CmppLink(
            new CmppLinkSettings
            {
                Host = "127.0.0.1",
                Port = gateway.Port,
                Account = "901234",
                Secret = "1234",
            },
            handler,
            clock,
            new Random(1)
        );
        link.Start();
        using var peer = await gateway.BindAsync();
        await handler.EventAsync(CarrierConnectionEventKind.Bound);
        Assert.True(link.TrySubmit([Segment()]));
        var (sequence, _) = await peer.ReadSubmitAsync();

        clock.Step = TimeSpan.FromHours(hours);
        // The link looks at its time limits.
        clock.Elapsed.Advance(TimeSpan.FromSeconds(5));
        await peer.AnswerAsync(sequence, 7);

        var (_, outcome) = await handler.OutcomeAsync();
        Assert.Equal(SubmitOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(1, link.BoundConnections);
    }

    private static SubmitSegment Segment() =>
        new()
        {
            MessageId = 1,
            Index = 1,
            Total = 1,
            Destination = "13800138000",
            Source = "106900001234",
            Coding = TextCoding.Ascii,
            UserData = Encoding.ASCII.GetBytes("Your code is 482913"),
        };

    /// <summary>Timers and elapsed time of a fake clock, and a time of day that can be set apart from them.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        public FakeTimeProvider Elapsed { get; } =
            new(new DateTimeOffset(2026, 7, 3, 1, 5, 1, TimeSpan.Zero));

        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => Elapsed.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Elapsed.GetUtcNow() + Step;

        public override long GetTimestamp() => Elapsed.GetTimestamp();

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => Elapsed.CreateTimer(callback, state, dueTime, period);
    }
}
