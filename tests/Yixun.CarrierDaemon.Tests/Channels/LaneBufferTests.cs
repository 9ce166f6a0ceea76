using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.Core.Messages;

namespace Yixun.CarrierDaemon.Tests.Channels;

public sealed class LaneBufferTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 3, 12, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset Night = new(2026, 7, 3, 23, 0, 0, TimeSpan.FromHours(8));

    private static readonly PreparedText Short = new("好", "1069");
    private static readonly PreparedText Long = new(new string('长', 150), "1069");
    private readonly LaneBuffer _buffer = new(LanePolicies.Default);
    private long _ids;

    [Fact]
    public void Take_gives_the_most_urgent_first_in_order()
    {
        Add(Lane.Promotion, 2);
        Add(Lane.Critical, 2);
        Add(Lane.Otp, 1);
        Assert.Equal([3, 4, 5, 1, 2], Take(100));
    }

    [Fact]
    public void Take_at_night_leaves_lanes_that_are_closed()
    {
        Add(Lane.Promotion, 2);
        Add(Lane.Reminder, 2);
        Add(Lane.Otp, 1);
        var taken = _buffer.Take(100, 0, 10, Night, (_, _) => true);
        Assert.Equal([5], taken.ConvertAll(message => message.Id));
        Assert.Equal([3, 4, 1, 2], Take(100));
    }

    [Fact]
    public void Take_lane_stops_at_its_share_of_what_is_open()
    {
        Add(Lane.Promotion, 50);
        Assert.Equal(14, Take(20).Count);
        Assert.Equal(4, Take(20, open: 10).Count);
        Assert.Empty(Take(20, open: 14));
        Add(Lane.Critical, 50);
        Assert.Equal(6, Take(20, open: 14).Count);
        Assert.Empty(Take(20, open: 20));
    }

    [Fact]
    public void Take_counts_segments_and_the_limit_messages()
    {
        Add(Lane.Critical, 5, Long);
        Assert.Equal(3, Take(10).Count);
        Add(Lane.Critical, 5);
        Assert.Equal(4, Take(100, limit: 4).Count);
    }

    [Fact]
    public void Take_message_larger_than_the_window_goes_when_nothing_is_open()
    {
        Add(Lane.Promotion, 2, Long);
        Assert.Empty(Take(2, open: 1));
        Assert.Single(Take(2));
    }

    [Fact]
    public void Take_without_permit_leaves_the_lane_as_it_was()
    {
        Add(Lane.Critical, 1);
        Add(Lane.Promotion, 3);
        var taken = _buffer.Take(100, 0, 10, Noon, (_, share) => share > 0.9);
        Assert.Equal([1L], taken.Select(message => message.Id));
        Assert.Equal(3, _buffer.Count);
        Assert.Equal([2, 3, 4], Take(100));
    }

    [Fact]
    public void AddFirst_comes_before_what_waits()
    {
        Add(Lane.Care, 2);
        _buffer.AddFirst(Message(Lane.Care, Short));
        Assert.Equal([3, 1, 2], Take(100));
    }

    [Fact]
    public void TakeExpired_takes_only_what_is_over()
    {
        _buffer.Add(Message(Lane.Care, Short, expiresAt: 100));
        _buffer.Add(Message(Lane.Care, Short));
        _buffer.Add(Message(Lane.Otp, Short, expiresAt: 101));
        Assert.Equal([1L], _buffer.TakeExpired(100).Select(message => message.Id));
        Assert.Equal(2, _buffer.Count);
    }

    private List<long> Take(int allowance, int open = 0, int limit = 500) =>
        _buffer.Take(allowance, open, limit, Noon, (_, _) => true).ConvertAll(message => message.Id);

    private void Add(Lane lane, int count, PreparedText? text = null)
    {
        for (var index = 0; index < count; index++)
        {
            _buffer.Add(Message(lane, text ?? Short));
        }
    }

    private OutgoingMessage Message(Lane lane, PreparedText text, long expiresAt = 0) =>
        new()
        {
            Id = ++_ids,
            Lane = lane,
            Phone = 13_800_000_000,
            Text = text,
            ExpiresAt = expiresAt,
        };
}
