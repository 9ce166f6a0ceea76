using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.Messaging.InProcess;

namespace Yixun.CarrierDaemon.Tests.Channels;

public sealed class SmallPartsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void SegmentReferences_for_one_number_differ_for_256_messages()
    {
        var references = new SegmentReferences();
        var given = Enumerable.Range(0, 256).Select(_ => references.Next(13_800_000_000)).ToList();
        Assert.Equal(256, given.Distinct().Count());
        Assert.Equal(given[0], references.Next(13_800_000_000));
    }

    [Fact]
    public void SegmentReferences_of_neighbours_do_not_share_a_counter()
    {
        var references = new SegmentReferences();
        var before = references.Next(13_800_000_000);
        for (var phone = 13_800_000_001; phone < 13_800_000_100; phone++)
        {
            references.Next(phone);
        }

        Assert.Equal((byte)(before + 1), references.Next(13_800_000_000));
    }

    [Fact]
    public async Task ChunkHold_acknowledges_with_its_last_message()
    {
        var queues = new InProcessQueues();
        await queues.DeclareAsync("q", Cancellation);
        await queues.PublishAsync("q", new byte[1], Cancellation);
        await using var receiver = await queues.OpenAsync("q", 1, Cancellation);
        var hold = new ChunkHold(await receiver.ReceiveAsync(Cancellation), 3);
        await hold.SettleOneAsync();
        await hold.SettleOneAsync();
        Assert.Equal(1, (await queues.GetStatusAsync("q", Cancellation))!.Value.Depth);
        await hold.SettleOneAsync();
        Assert.Equal(0, (await queues.GetStatusAsync("q", Cancellation))!.Value.Depth);
    }

    [Fact]
    public async Task PumpSignal_set_before_or_while_waiting_wakes_once()
    {
        using var signal = new PumpSignal();
        signal.Set();
        signal.Set();
        await signal.WaitAsync(Timeout.InfiniteTimeSpan, Cancellation);
        var waiting = signal.WaitAsync(Timeout.InfiniteTimeSpan, Cancellation);
        Assert.False(waiting.IsCompleted);
        signal.Set();
        await waiting;
    }

    [Fact]
    public async Task PumpSignal_set_by_many_is_never_lost()
    {
        using var signal = new PumpSignal();
        var (made, seen) = (0, 0);
        const int Total = 40_000;
        var setting = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(
                    () =>
                    {
                        for (var index = 0; index < Total / 2; index++)
                        {
                            Interlocked.Increment(ref made);
                            signal.Set();
                        }
                    },
                    Cancellation
                )
            )
            .ToArray();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (seen < Total)
        {
            await signal.WaitAsync(Timeout.InfiniteTimeSpan, limit.Token);
            seen = Volatile.Read(ref made);
        }

        await Task.WhenAll(setting);
    }
}
