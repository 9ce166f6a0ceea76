using CsCheck;
using Xunit;
using Yixun.Core.Messages;
using static Yixun.Core.Messages.MessageState;

namespace Yixun.Core.Tests.Messages;

public sealed class MessageStatesTests
{
    private static readonly MessageState[] All = Enum.GetValues<MessageState>();

    private static readonly MessageState[] Finals = [Blocked, Cancelled, Expired, Failed, Delivered];

    /// <summary>
    /// Every step of a message's life. A message with a time of its own is born Scheduled. A report may overtake the submit
    /// response, hence Submitting to Delivered.
    /// </summary>
    public static TheoryData<MessageState, MessageState[]> Steps =>
        new()
        {
            { Accepted, [Held, Queued, Blocked, Cancelled, Expired, Failed] },
            { Scheduled, [Held, Queued, Blocked, Cancelled, Expired, Failed] },
            { Held, [Queued, Blocked, Cancelled, Expired, Failed] },
            { Queued, [Submitting, Cancelled, Expired, Failed] },
            { Submitting, [Queued, Submitted, Uncertain, Failed, Delivered] },
            { Submitted, [Unknown, Failed, Delivered] },
            { Unknown, [Failed, Delivered] },
            { Uncertain, [Queued, Submitted, Failed, Delivered] },
            { Blocked, [] },
            { Cancelled, [] },
            { Expired, [] },
            { Failed, [] },
            { Delivered, [] },
        };

    [Theory]
    [MemberData(nameof(Steps))]
    public void CanMove_state_has_exactly_its_successors(MessageState from, MessageState[] to)
    {
        Assert.Equal(to.Order(), All.Where(next => MessageStates.CanMove(from, next)));
        Assert.All(All, next => Assert.Equal(to.Contains(next), MessageStates.Before(next).Contains(from)));
        Assert.Equal(to.Length == 0, MessageStates.IsFinal(from));
    }

    [Fact]
    public void CanMove_table_knows_every_state() =>
        Assert.Equal(All, Steps.Select(row => row.Data.Item1).Order());

    [Fact]
    public void IsFinal_states_are_those_that_nobody_waits_for()
    {
        Assert.Equal(Finals, All.Where(MessageStates.IsFinal));
        Assert.Equal(
            [Accepted, Scheduled, Held, Queued, Submitting, Submitted],
            All.Where(MessageStates.IsActive)
        );
    }

    [Fact]
    public void Recallable_states_are_those_before_the_claim() =>
        Assert.Equal([Accepted, Scheduled, Held, Queued], MessageStates.Recallable);

    [Fact]
    public void CanMove_any_walk_never_leaves_a_final_state_and_never_returns_before_queued() =>
        Gen.Select(Gen.OneOf(Accepted, Scheduled), Gen.Enum<MessageState>().Array[0, 40])
            .Sample(
                (start, wishes) =>
                {
                    var path = new List<MessageState> { start };
                    foreach (var wish in wishes.Where(wish => MessageStates.CanMove(path[^1], wish)))
                    {
                        path.Add(wish);
                    }

                    var final = path.FindIndex(state => Finals.Contains(state));
                    Assert.True(final < 0 || final == path.Count - 1);
                    var submitting = path.IndexOf(Submitting);
                    Assert.All(
                        path.Skip(submitting < 0 ? path.Count : submitting),
                        state => Assert.DoesNotContain(state, new[] { Accepted, Scheduled, Held, Blocked })
                    );
                    Assert.Equal(0, path.Skip(1).Count(state => state is Accepted or Scheduled));
                },
                iter: 5000
            );

    [Fact]
    public void CanMove_steps_back_are_only_the_two_to_queued() =>
        Assert.Equal(
            [(Submitting, Queued), (Uncertain, Queued), (Uncertain, Submitted)],
            from state in All
            from next in All
            where MessageStates.CanMove(state, next) && next < state
            select (state, next)
        );

    [Fact]
    public void CanMove_unknown_may_still_become_known()
    {
        Assert.True(MessageStates.CanMove(Unknown, Delivered));
        Assert.True(MessageStates.CanMove(Unknown, Failed));
        Assert.False(MessageStates.CanMove(Unknown, Submitted));
    }

    [Theory]
    [InlineData(Accepted, 0)]
    [InlineData(Scheduled, 1)]
    [InlineData(Held, 2)]
    [InlineData(Queued, 3)]
    [InlineData(Submitting, 4)]
    [InlineData(Submitted, 5)]
    [InlineData(Unknown, 20)]
    [InlineData(Uncertain, 21)]
    [InlineData(Blocked, 30)]
    [InlineData(Cancelled, 31)]
    [InlineData(Expired, 32)]
    [InlineData(Failed, 33)]
    [InlineData(Delivered, 34)]
    public void MessageState_stored_number_stays(MessageState state, byte number) =>
        Assert.Equal(number, (byte)state);
}
