using Medallion.Threading;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.CarrierDaemon.Leases;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Tests.Leases;

public sealed class LeasedSlotsTests : IAsyncDisposable
{
    private const string First = "yixun:channel:mobile-1:connection:1";
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLeaseStore _store = new();
    private readonly LeaseSettings _settings = new();
    private readonly List<string> _told = [];

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Take_free_slot_waits_for_the_hand_over_pause()
    {
        var taking = Take(Slots());
        Advance(_settings.HandOver - TimeSpan.FromMilliseconds(1));
        Assert.False(taking.IsCompleted);
        Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await taking).IsHeld);
        Assert.Equal([First], _store.Held);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Take_from_a_store_that_just_started_waits_for_the_leases_of_before()
    {
        _store.Age = TimeSpan.FromSeconds(1);
        var taking = Take(Slots());
        Advance(_settings.HandOver + _settings.Expiry - TimeSpan.FromSeconds(1.1));
        Assert.False(taking.IsCompleted);
        Advance(TimeSpan.FromSeconds(0.1));
        Assert.True((await taking).IsHeld);
    }

    [Fact]
    public async Task Take_by_two_replicas_never_gives_more_than_the_limit()
    {
        var (one, other) = (Slots(), Slots());
        Task<IConnectionSlot>[] taking = [Take(one, 3), Take(other, 3), Take(one, 3), Take(other, 3)];
        Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, taking.Count(each => each.IsCompletedSuccessfully));
        Assert.Equal(3, _store.Held.Count);
        Assert.Equal(["all slots of the channel are held by other replicas"], _told);

        await (await taking.First(each => each.IsCompleted)).DisposeAsync();
        Advance(TimeSpan.FromSeconds(10));
        Assert.All(taking, each => Assert.True(each.IsCompletedSuccessfully));
        Assert.Equal(3, _store.Held.Count);
    }

    [Fact]
    public async Task Take_receivers_have_slots_of_their_own()
    {
        var slots = Slots();
        var sender = Take(slots);
        var receiver = slots.TakeAsync(ConnectionUse.Receive, 1, _told.Add, Cancellation).AsTask();
        Advance(_settings.HandOver);
        await Task.WhenAll(sender, receiver);
        Assert.Equal([First, "yixun:channel:mobile-1:receiver:1"], _store.Held.Order());
    }

    [Fact]
    public async Task Take_while_the_store_is_away_says_so_and_goes_on()
    {
        _store.Fails = true;
        var taking = Take(Slots());
        Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["the lease store does not answer, so nobody knows which slots are free"], _told);
        _store.Fails = false;
        Advance(TimeSpan.FromSeconds(5));
        Assert.True((await taking).IsHeld);
    }

    [Fact]
    public async Task Take_lost_during_the_pause_begins_again()
    {
        var taking = Take(Slots());
        Advance(TimeSpan.FromSeconds(1));
        _store.TakeAway(First);
        await UntilAsync(() => _store.Held.Count == 0 || _told.Count > 0);
        Assert.False(taking.IsCompleted);
        await UntilAsync(() =>
        {
            Advance(TimeSpan.FromMilliseconds(100));
            return taking.IsCompleted;
        });
        Assert.True((await taking).IsHeld);
    }

    [Fact]
    public async Task Slot_whose_lock_is_lost_is_lost_for_ever()
    {
        var taking = Take(Slots());
        Advance(_settings.HandOver);
        var slot = await taking;
        _store.TakeAway(First);
        Assert.False(slot.IsHeld);
        await UntilAsync(() => slot.Lost.IsCancellationRequested);
        Advance(TimeSpan.FromSeconds(1));
        Assert.False(slot.IsHeld);
    }

    [Fact]
    public async Task Slot_of_a_process_that_works_stays_held()
    {
        var taking = Take(Slots());
        Advance(_settings.HandOver);
        var slot = await taking;
        Advance(TimeSpan.FromMinutes(10));
        Assert.True(slot.IsHeld);
        await slot.DisposeAsync();
        Assert.False(slot.IsHeld);
        Assert.Empty(_store.Held);
    }

    [Fact]
    public async Task Slot_of_a_process_that_stood_still_is_lost_by_the_clock_alone()
    {
        var clock = new StoppedTimers();
        var handle = ((IDistributedLockProvider)_store)
            .CreateLock(First)
            .TryAcquire(cancellationToken: TestContext.Current.CancellationToken)!;
        await using var slot = new LeasedSlot(
            handle,
            clock.GetTimestamp(),
            _settings.Standstill,
            () => { },
            clock,
            NullLogger.Instance
        );
        clock.Pass(_settings.Standstill - TimeSpan.FromMilliseconds(1));
        Assert.True(slot.IsHeld);
        clock.Pass(TimeSpan.FromMilliseconds(1));
        Assert.False(slot.IsHeld);
        await UntilAsync(() => slot.Lost.IsCancellationRequested);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(60, 1)]
    [InlineData(1, 60)]
    public void Settings_leave_an_eighth_of_the_pause_whatever_goes_wrong(int expiry, int handOver)
    {
        var settings = new LeaseSettings
        {
            Expiry = TimeSpan.FromSeconds(expiry),
            HandOver = TimeSpan.FromSeconds(handOver),
        };
        settings.Validate();
        Assert.True(
            settings.Renewal + settings.AnswerTime + settings.Standstill <= settings.HandOver * 7 / 8
        );
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LeasedSlots Slots() =>
        new("mobile-1", _store, _settings, _time, NullLogger<LeasedSlots>.Instance);

    private Task<IConnectionSlot> Take(LeasedSlots slots, int limit = 1) =>
        slots.TakeAsync(ConnectionUse.Submit, limit, _told.Add, Cancellation).AsTask();

    /// <summary>In steps, so that timers see no standstill.</summary>
    private void Advance(TimeSpan time)
    {
        var step = TimeSpan.FromMilliseconds(50);
        for (; time > step; time -= step)
        {
            _time.Advance(step);
        }

        _time.Advance(time);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 1_000);
            await Task.Delay(5, Cancellation);
        }
    }
}
