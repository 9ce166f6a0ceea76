using CsCheck;
using Xunit;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Links;

public sealed class SendWindowTests
{
    [Fact]
    public void TryAdd_full_window_is_false()
    {
        var window = new SendWindow<string>(2);
        Assert.True(window.TryAdd("a", 0, 0, out var first));
        Assert.True(window.TryAdd("b", 0, 0, out var second));
        Assert.False(window.TryAdd("c", 0, 0, out _));
        Assert.Equal((1u, 2u, 0), (first, second, window.Free));
    }

    [Fact]
    public void TryTake_out_of_order_finds_each_once()
    {
        var window = new SendWindow<string>(3);
        window.TryAdd("a", 0, 0, out var first);
        window.TryAdd("b", 0, 0, out var second);
        Assert.True(window.TryTake(second, out var request));
        Assert.Equal("b", request.Item);
        Assert.False(window.TryTake(second, out _));
        Assert.True(window.TryTake(first, out _));
        Assert.False(window.TryTake(99, out _));
        Assert.Equal(0, window.Count);
    }

    [Fact]
    public void TakeExpired_takes_the_old_only_and_late_response_is_unknown()
    {
        var window = new SendWindow<string>(3);
        window.TryAdd("old", 10, 0, out var old);
        window.TryAdd("young", 20, 0, out var young);
        var expired = new List<PendingRequest<string>>();
        window.TakeExpired(15, expired);
        Assert.Equal("old", Assert.Single(expired).Item);
        Assert.False(window.TryTake(old, out _));
        Assert.True(window.TryTake(young, out _));
    }

    [Fact]
    public void TakeAll_gives_the_order_of_writing()
    {
        var window = new SendWindow<string>(8);
        for (var index = 0; index < 8; index++)
        {
            window.TryAdd($"{index}", 0, index * 100, out _);
        }

        var all = new List<PendingRequest<string>>();
        window.TakeAll(all);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], all.Select(request => request.Item));
        Assert.Equal(0, window.Count);
    }

    [Fact]
    public void NextSequence_after_the_last_begins_again()
    {
        var window = new SendWindow<string>(1, first: 5, last: 6);
        Assert.Equal([5u, 6u, 5u], [window.NextSequence(), window.NextSequence(), window.NextSequence()]);
    }

    [Fact]
    public void Window_behaves_like_a_dictionary() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 30].Array[0, 400])
            .Sample(
                (size, steps) =>
                {
                    var window = new SendWindow<string>(size);
                    var model = new Dictionary<uint, string>();
                    foreach (var step in steps)
                    {
                        if (step < 15)
                        {
                            var added = window.TryAdd($"{step}", 0, 0, out var sequence);
                            Assert.Equal(model.Count < size, added);
                            if (added)
                            {
                                model.Add(sequence, $"{step}");
                            }
                        }
                        else if (model.Count > 0)
                        {
                            var sequence = model.Keys.ElementAt(step % model.Count);
                            Assert.True(window.TryTake(sequence, out var request));
                            Assert.Equal(model[sequence], request.Item);
                            model.Remove(sequence);
                        }

                        Assert.Equal(model.Count, window.Count);
                    }
                },
                iter: 500
            );
}
