using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Core.Ids;

namespace Yixun.Core.Tests.Ids;

public sealed class MessageIdGeneratorTests
{
    private static readonly DateTimeOffset Morning = new(2026, 7, 3, 9, 5, 1, 234, TimeSpan.Zero);

    [Fact]
    public async Task Fill_many_threads_get_different_ids()
    {
        var generator = new MessageIdGenerator(3, TimeProvider.System);
        var batches = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(thread =>
                    Task.Run(() =>
                    {
                        var ids = new List<long>();
                        var batch = new long[1 + thread];
                        for (var round = 0; round < 2000; round++)
                        {
                            generator.Fill(batch);
                            ids.AddRange(batch);
                            ids.Add(generator.Next());
                        }

                        return ids;
                    })
                )
        );

        Assert.Equal(batches.Sum(ids => ids.Count), batches.SelectMany(ids => ids).Distinct().Count());
        Assert.All(batches, ids => Assert.Equal(ids.Order(), ids));
    }

    [Fact]
    public void Fill_more_ids_than_a_millisecond_holds_go_on_ascending()
    {
        var ids = new long[10_000];

        new MessageIdGenerator(1023, new FakeTimeProvider(Morning)).Fill(ids);

        Assert.Equal(ids.Order().Distinct(), ids);
        Assert.Equal(Morning, MessageIdGenerator.TimeOf(ids[0]));
        Assert.Equal(Morning.AddMilliseconds(2), MessageIdGenerator.TimeOf(ids[^1]));
    }

    [Fact]
    public void Next_any_movement_of_the_clock_keeps_ids_ascending() =>
        Gen.Int[-5000, 5000]
            .Array[1, 50]
            .Sample(
                steps =>
                {
                    var time = new FakeTimeProvider(Morning);
                    var generator = new MessageIdGenerator(7, time);
                    var last = generator.Next();
                    foreach (var step in steps)
                    {
                        time.AdjustTime(time.GetUtcNow().AddMilliseconds(step));
                        var next = generator.Next();
                        Assert.True(next > last);
                        last = next;
                    }
                },
                iter: 500
            );

    [Fact]
    public void Next_clock_that_goes_back_stays_ahead_until_it_catches_up()
    {
        var time = new FakeTimeProvider(Morning);
        var generator = new MessageIdGenerator(7, time);
        var before = generator.Next();

        time.AdjustTime(Morning.AddHours(-1));
        var during = generator.Next();
        time.AdjustTime(Morning.AddMilliseconds(5));
        var after = generator.Next();

        Assert.True(before < during && during < after);
        Assert.Equal(Morning, MessageIdGenerator.TimeOf(during));
        Assert.Equal(Morning.AddMilliseconds(5), MessageIdGenerator.TimeOf(after));
    }

    [Fact]
    public void Next_two_nodes_never_make_the_same_id()
    {
        var time = new FakeTimeProvider(Morning);
        var one = new long[5000];
        var other = new long[5000];

        new MessageIdGenerator(0, time).Fill(one);
        new MessageIdGenerator(1, time).Fill(other);

        Assert.Empty(one.Intersect(other));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public void Constructor_node_outside_the_range_is_refused(int node) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MessageIdGenerator(node, TimeProvider.System));

    [Fact]
    public void TimeOf_any_id_is_when_it_was_made_and_LowestAt_is_not_above_it() =>
        Gen.Select(Gen.Long[0, 60L * 365 * 24 * 3600 * 1000], Gen.Int[0, 1023], Gen.Int[0, 9999])
            .Sample(
                (milliseconds, node, ticks) =>
                {
                    var made = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(
                        milliseconds
                    );
                    var id = new MessageIdGenerator(node, new FakeTimeProvider(made.AddTicks(ticks))).Next();

                    Assert.True(id >= 0);
                    Assert.Equal(made, MessageIdGenerator.TimeOf(id));
                    Assert.InRange(MessageIdGenerator.LowestAt(made.AddTicks(ticks)), 0, id);
                    Assert.True(MessageIdGenerator.LowestAt(made.AddMilliseconds(1)) > id);
                    Assert.Equal(made, MessageIdGenerator.TimeOf(MessageIdGenerator.LowestAt(made)));
                },
                iter: 2000
            );

    [Fact]
    public void LowestAt_time_before_the_first_id_is_zero() =>
        Assert.Equal(0, MessageIdGenerator.LowestAt(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
}
